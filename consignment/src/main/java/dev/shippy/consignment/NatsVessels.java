package dev.shippy.consignment;

import dev.shippy.contracts.Call;
import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.VesselService;
import dev.shippy.contracts.vessel.v1.ReleaseRequest;
import dev.shippy.contracts.vessel.v1.ReserveRequest;
import dev.shippy.contracts.vessel.v1.ReserveResponse;
import dev.shippy.contracts.vessel.v1.Response;
import dev.shippy.contracts.vessel.v1.Specification;
import dev.shippy.runtime.nats.RpcClient;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** The vessel service through its internal doors. Whatever is not a clear answer becomes the port's "unknown" here. */
final class NatsVessels implements Vessels {

    private final RpcClient client;

    NatsVessels(RpcClient client) {
        this.client = client;
    }

    @Override
    public Future<Optional<String>> findAvailable(Call call, Room room) {
        return find(call, specification(room).build()).recover(failure -> Future.failedFuture(nothingDone(failure)));
    }

    @Override
    public Future<Optional<String>> findAnother(Call call, Room room, List<String> except) {
        return find(call, specification(room).addAllExcept(except).build())
                .recover(failure -> Future.failedFuture(Answers.unknown(failure)));
    }

    @Override
    public Future<Answer> reserve(Call call, String vessel, String reservationId, Room room) {
        ReserveRequest request = ReserveRequest.newBuilder()
                .setVesselId(vessel)
                .setReservationId(reservationId)
                .setSpecification(specification(room))
                .setDeadline(call.deadline().unixMillis())
                .build();
        return client.call(VesselService.RESERVE, call, request)
                .map(NatsVessels::answer)
                .recover(failure -> Future.failedFuture(Answers.unknown(failure)));
    }

    @Override
    public Future<Void> release(Call call, String vessel, String reservationId, Room room, Deadline upTo) {
        ReleaseRequest request = ReleaseRequest.newBuilder()
                .setVesselId(vessel)
                .setReservationId(reservationId)
                .setSpecification(specification(room))
                .setUpTo(upTo.unixMillis())
                .build();
        return client.call(VesselService.RELEASE, call, request)
                .<Void>map(NatsVessels::released)
                .recover(failure -> Future.failedFuture(Answers.releaseUnknown(failure)));
    }

    private Future<Optional<String>> find(Call call, Specification specification) {
        return client.call(VesselService.FIND_AVAILABLE, call, specification)
                .map(NatsVessels::found)
                .recover(NatsVessels::noneIsAnAnswer);
    }

    private static Optional<String> found(Response response) {
        if (response.getVessel().getId().isEmpty()) {
            throw ServiceException.unavailable("The vessel service named no vessel", null);
        }
        return Optional.of(response.getVessel().getId());
    }

    private static Future<Optional<String>> noneIsAnAnswer(Throwable failure) {
        return codeOf(failure) == ErrorCode.FAILED_PRECONDITION
                ? Future.succeededFuture(Optional.empty())
                : Future.failedFuture(failure);
    }

    private static Answer answer(ReserveResponse response) {
        return switch (response.getOutcome()) {
            case GRANTED -> Answer.GRANTED;
            case REFUSED -> Answer.REFUSED;
            case OUTCOME_UNSPECIFIED, UNRECOGNIZED -> throw Answers.unknown();
        };
    }

    private static Void released(dev.shippy.contracts.vessel.v1.ReleaseResponse response) {
        if (!response.getReleased()) {
            throw Answers.unknown();
        }
        return null;
    }

    private static ServiceException nothingDone(Throwable failure) {
        return codeOf(failure) == ErrorCode.DEADLINE_EXCEEDED
                ? new ServiceException(
                        ErrorCode.DEADLINE_EXCEEDED, "The vessel service did not answer in time", failure)
                : ServiceException.unavailable("The vessel service cannot be asked", failure);
    }

    private static ErrorCode codeOf(Throwable failure) {
        return failure instanceof ServiceException known ? known.code() : ErrorCode.INTERNAL;
    }

    private static Specification.Builder specification(Room room) {
        return Specification.newBuilder().setCapacity(room.containers()).setMaxWeight(room.kilograms());
    }
}
