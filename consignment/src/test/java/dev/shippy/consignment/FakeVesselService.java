package dev.shippy.consignment;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.shippy.contracts.Call;
import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.VesselService;
import dev.shippy.contracts.vessel.v1.ListRequest;
import dev.shippy.contracts.vessel.v1.ReleaseRequest;
import dev.shippy.contracts.vessel.v1.ReleaseResponse;
import dev.shippy.contracts.vessel.v1.ReserveRequest;
import dev.shippy.contracts.vessel.v1.ReserveResponse;
import dev.shippy.contracts.vessel.v1.Response;
import dev.shippy.contracts.vessel.v1.Specification;
import dev.shippy.contracts.vessel.v1.Vessel;
import dev.shippy.contracts.vessel.v1.VesselId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Function;
import java.util.function.Supplier;

/** Vessels on a map behind the real doors; an answer that the map loses never comes. */
final class FakeVesselService implements VesselService {

    private final FakeVessels vessels = new FakeVessels();

    /** For the test's thread; the service has its own. */
    @CanIgnoreReturnValue
    synchronized <T> T look(Function<FakeVessels, T> at) {
        return at.apply(vessels);
    }

    @Override
    public synchronized Future<Response> findAvailable(Call call, Specification specification) {
        return vessels.findAnother(call, room(specification), specification.getExceptList())
                .map(found -> found.orElseThrow(() -> ServiceException.failedPrecondition("No room")))
                .map(id -> Response.newBuilder()
                        .setVessel(Vessel.newBuilder().setId(id))
                        .setOk(true)
                        .build());
    }

    @Override
    public Future<ReserveResponse> reserve(Call call, ReserveRequest request) {
        return orSilence(() -> vessels.reserve(
                        call, request.getVesselId(), request.getReservationId(), room(request.getSpecification())))
                .map(answer -> ReserveResponse.newBuilder()
                        .setOutcome(ReserveResponse.Outcome.valueOf(answer.name()))
                        .build());
    }

    @Override
    public Future<ReleaseResponse> release(Call call, ReleaseRequest request) {
        return orSilence(() -> vessels.release(
                        call,
                        request.getVesselId(),
                        request.getReservationId(),
                        room(request.getSpecification()),
                        new Deadline(request.getUpTo())))
                .map(released -> ReleaseResponse.newBuilder().setReleased(true).build());
    }

    private synchronized <T> Future<T> orSilence(Supplier<Future<T>> request) {
        Future<T> answer = request.get();
        return answer.succeeded() ? answer : Promise.<T>promise().future();
    }

    private static Room room(Specification specification) {
        return new Room(specification.getCapacity(), specification.getMaxWeight());
    }

    @Override
    public Future<Response> create(Call call, Vessel vessel) {
        return notHere();
    }

    @Override
    public Future<Response> get(Call call, VesselId id) {
        return notHere();
    }

    @Override
    public Future<Response> list(Call call, ListRequest request) {
        return notHere();
    }

    private static <T> Future<T> notHere() {
        return Future.failedFuture(ServiceException.notFound("Not in this test"));
    }
}
