package dev.shippy.faults;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.shippy.contracts.Door;
import dev.shippy.contracts.ShippingService;
import dev.shippy.contracts.VesselService;
import dev.shippy.contracts.consignment.v1.Consignment;
import dev.shippy.contracts.consignment.v1.ConsignmentId;
import dev.shippy.contracts.consignment.v1.Response;
import dev.shippy.contracts.consignment.v1.State;
import dev.shippy.contracts.vessel.v1.ReserveRequest;
import dev.shippy.contracts.vessel.v1.ReserveResponse;
import dev.shippy.contracts.vessel.v1.Specification;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Calls services that reach only a stale primary. In its data, one consignment is still booked and fills its vessel
 * although it has been cancelled, and another one is missing although it has been booked.
 *
 * @param service a connection as the service {@code consignment}
 * @param request the Request-Id of the cancelled booking
 * @param cancelled the cancelled consignment as it was requested
 * @param cancelledId the id of the cancelled consignment
 * @param bookedId the id of the booked consignment
 */
record StaleAnswers(
        Person owner, RawNats service, String request, Consignment cancelled, String cancelledId, String bookedId) {

    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    /** The answers that came from the stale primary. */
    List<String> all() throws InvalidProtocolBufferException {
        CompletableFuture<RawReply> reserved = reserve();
        Future<Response> repeated = owner.book(cancelled, request, PATIENCE);
        Future<Response> shown = call(cancelledId);
        Future<Response> missed = call(bookedId);
        Future<dev.shippy.contracts.vessel.v1.Response> found = owner.call(
                VesselService.FIND_AVAILABLE, room(), UUID.randomUUID().toString(), PATIENCE);
        Stream.of(repeated, shown, missed, found).forEach(Bookings::ended);
        List<String> stale = new ArrayList<>();
        if (repeated.succeeded()) {
            stale.add("a repeated booking was answered as booked although it is cancelled");
        }
        if (shown.succeeded() && shown.result().getConsignment().getState() != State.CANCELLED) {
            stale.add("a cancelled consignment was shown as "
                    + shown.result().getConsignment().getState());
        }
        if (Person.codeOf(missed) == 404) {
            stale.add("a booked consignment was not found");
        }
        if (Person.codeOf(found) == 412) {
            stale.add("no vessel was found although one has room");
        }
        if (isRefused(reserved.join())) {
            stale.add("a reservation was refused although the vessel has room");
        }
        System.out.printf(
                Locale.ROOT,
                "  with a stale primary: repeat %d, shown %d, missed %d, found %d, reserved %d%n",
                Person.codeOf(repeated),
                Person.codeOf(shown),
                Person.codeOf(missed),
                Person.codeOf(found),
                reserved.join().code());
        return stale;
    }

    private Future<Response> call(String id) {
        ConsignmentId asked = ConsignmentId.newBuilder().setId(id).build();
        return owner.call(
                ShippingService.GET_CONSIGNMENT, asked, UUID.randomUUID().toString(), PATIENCE);
    }

    private CompletableFuture<RawReply> reserve() {
        ReserveRequest asked = ReserveRequest.newBuilder()
                .setVesselId(cancelled.getVesselId())
                .setReservationId("0".repeat(32) + ".0")
                .setSpecification(room())
                .build();
        String deadline = String.valueOf(System.currentTimeMillis() + PATIENCE.toMillis());
        return service.request(
                VesselService.RESERVE.subject(Door.INTERNAL),
                HeaderBlock.empty().with("Deadline", deadline).bytes(),
                asked.toByteArray());
    }

    private static boolean isRefused(RawReply reply) throws InvalidProtocolBufferException {
        return reply.code() == 200
                && ReserveResponse.parseFrom(reply.body().getBytes(StandardCharsets.ISO_8859_1))
                                .getOutcome()
                        == ReserveResponse.Outcome.REFUSED;
    }

    private Specification room() {
        return Specification.newBuilder()
                .setCapacity(cancelled.getContainersCount())
                .setMaxWeight(cancelled.getWeight())
                .build();
    }
}
