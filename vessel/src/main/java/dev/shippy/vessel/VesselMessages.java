package dev.shippy.vessel;

import dev.shippy.contracts.Call;
import dev.shippy.contracts.Limits;
import dev.shippy.contracts.vessel.v1.Response;
import dev.shippy.contracts.vessel.v1.Specification;
import dev.shippy.runtime.Fields;
import dev.shippy.runtime.PageToken;
import java.util.List;

/** Wire types to domain types, checking every field, and back. */
final class VesselMessages {

    /** Tag and length of one vessel in a page, and a share of what comes after the vessels. */
    private static final int ENTRY_OVERHEAD = 8;

    private static final int PAGE_BYTES = Limits.REPLY_BYTES - 1024;

    private VesselMessages() {}

    /** A vessel to be created; without an id it gets one that the same request always gets. */
    static Vessel vessel(Call call, dev.shippy.contracts.vessel.v1.Vessel message) {
        String caller = call.caller().id();
        return Vessel.empty(
                message.getId().isEmpty()
                        ? RequestKey.of(caller, call.requestId())
                        : Fields.identifier("id", message.getId()),
                Fields.text("name", message.getName(), Limits.NAME_CHARACTERS),
                Fields.range("capacity", message.getCapacity(), 1, Vessel.MOST_CAPACITY),
                Fields.range("max_weight", message.getMaxWeight(), 1, Integer.MAX_VALUE),
                !message.hasAvailable() || message.getAvailable(),
                caller);
    }

    /** The same for the same request of the same caller with the same content, and for no other. */
    static String requestKey(Call call, Vessel vessel) {
        return RequestKey.of(
                call.caller().id(),
                call.requestId(),
                vessel.id(),
                vessel.name(),
                vessel.capacity(),
                vessel.maxWeight(),
                vessel.available());
    }

    static Cargo cargo(Specification message) {
        return new Cargo(
                Fields.range("capacity", message.getCapacity(), 1, Limits.CONTAINERS),
                Fields.range("max_weight", message.getMaxWeight(), 1, Integer.MAX_VALUE));
    }

    static List<String> except(Specification message) {
        Fields.range("except", message.getExceptCount(), 0, Limits.EXCEPT);
        message.getExceptList().forEach(id -> Fields.identifier("except", id));
        return message.getExceptList();
    }

    static Reservation reservation(String id, Specification specification) {
        if (!Reservation.isId(id)) {
            throw Fields.refused("reservation_id", "is not 32 hex digits, a dot and the number of the attempt");
        }
        return new Reservation(id, cargo(specification));
    }

    static Response response(Vessel vessel) {
        return Response.newBuilder().setVessel(message(vessel)).setOk(true).build();
    }

    static Response created(Vessel vessel) {
        return Response.newBuilder()
                .setVessel(message(vessel))
                .setCreated(true)
                .setOk(true)
                .build();
    }

    /**
     * As many of the vessels as fit a page, and a token if there are more.
     *
     * @param vessels one more than the page may have, if there are so many
     */
    static Response page(List<Vessel> vessels, int size, String scope) {
        Response.Builder page = Response.newBuilder().setOk(true);
        int bytes = 0;
        for (Vessel vessel : vessels) {
            dev.shippy.contracts.vessel.v1.Vessel message = message(vessel);
            bytes += message.getSerializedSize() + ENTRY_OVERHEAD;
            if (page.getVesselsCount() == size || bytes > PAGE_BYTES) {
                String last = page.getVessels(page.getVesselsCount() - 1).getId();
                return page.setNextPageToken(PageToken.encode(scope, last)).build();
            }
            page.addVessels(message);
        }
        return page.build();
    }

    private static dev.shippy.contracts.vessel.v1.Vessel message(Vessel vessel) {
        return dev.shippy.contracts.vessel.v1.Vessel.newBuilder()
                .setId(vessel.id())
                .setName(vessel.name())
                .setCapacity(vessel.capacity())
                .setMaxWeight(vessel.maxWeight())
                .setAvailable(vessel.available())
                .setOwnerId(vessel.ownerId())
                .setFreeCapacity(vessel.freeCapacity())
                .setFreeWeight(vessel.freeWeight())
                .build();
    }
}
