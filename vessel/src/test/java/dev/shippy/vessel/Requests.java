package dev.shippy.vessel;

import dev.shippy.contracts.Call;
import dev.shippy.contracts.Caller;
import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.Role;
import dev.shippy.contracts.Trace;
import dev.shippy.contracts.vessel.v1.ListRequest;
import dev.shippy.contracts.vessel.v1.ReleaseRequest;
import dev.shippy.contracts.vessel.v1.ReserveRequest;
import dev.shippy.contracts.vessel.v1.Specification;
import java.util.Set;

/** Good requests, to be spoiled field by field. */
final class Requests {

    static final String RESERVATION = "0123456789abcdef0123456789abcdef.0";
    static final Specification SAMPLE = specification(3, 55_000).build();

    private Requests() {}

    static Call call(String caller, String requestId) {
        return new Call(Caller.user(caller, Set.of(Role.ADMIN)), new Deadline(1234), requestId, Trace.start());
    }

    static dev.shippy.contracts.vessel.v1.Vessel.Builder vessel() {
        return dev.shippy.contracts.vessel.v1.Vessel.newBuilder()
                .setName("a boat")
                .setCapacity(5)
                .setMaxWeight(6)
                .setOwnerId("is ignored");
    }

    static Specification.Builder specification(int capacity, int maxWeight) {
        return Specification.newBuilder().setCapacity(capacity).setMaxWeight(maxWeight);
    }

    static ReserveRequest.Builder reserve() {
        return ReserveRequest.newBuilder()
                .setVesselId("vessel001")
                .setReservationId(RESERVATION)
                .setSpecification(SAMPLE);
    }

    static ReleaseRequest.Builder release() {
        return ReleaseRequest.newBuilder()
                .setVesselId("vessel001")
                .setReservationId(RESERVATION)
                .setSpecification(SAMPLE)
                .setUpTo(99);
    }

    static ListRequest page(int size, String token) {
        return ListRequest.newBuilder().setPageSize(size).setPageToken(token).build();
    }
}
