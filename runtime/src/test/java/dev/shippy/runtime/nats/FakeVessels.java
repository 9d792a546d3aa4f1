package dev.shippy.runtime.nats;

import dev.shippy.contracts.Call;
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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Answers as a test tells it to, and remembers who called. */
final class FakeVessels implements VesselService {

    static final Response OK = Response.newBuilder()
            .setVessel(Vessel.newBuilder().setId("vessel001"))
            .setOk(true)
            .build();

    final List<Call> calls = new CopyOnWriteArrayList<>();
    volatile Function<Call, Future<Response>> behaviour = call -> Future.succeededFuture(OK);

    private Future<Response> answer(Call call) {
        calls.add(call);
        return behaviour.apply(call);
    }

    @Override
    public Future<Response> findAvailable(Call call, Specification specification) {
        return answer(call);
    }

    @Override
    public Future<Response> create(Call call, Vessel vessel) {
        return answer(call);
    }

    @Override
    public Future<Response> get(Call call, VesselId id) {
        return answer(call);
    }

    @Override
    public Future<Response> list(Call call, ListRequest request) {
        return answer(call);
    }

    @Override
    public Future<ReserveResponse> reserve(Call call, ReserveRequest request) {
        return answer(call)
                .map(done -> ReserveResponse.newBuilder()
                        .setOutcome(ReserveResponse.Outcome.GRANTED)
                        .build());
    }

    @Override
    public Future<ReleaseResponse> release(Call call, ReleaseRequest request) {
        return answer(call)
                .map(done -> ReleaseResponse.newBuilder().setReleased(true).build());
    }
}
