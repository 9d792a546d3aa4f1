package dev.shippy.vessel;

import dev.shippy.contracts.Call;
import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.Limits;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.VesselService;
import dev.shippy.contracts.vessel.v1.ListRequest;
import dev.shippy.contracts.vessel.v1.ReleaseRequest;
import dev.shippy.contracts.vessel.v1.ReleaseResponse;
import dev.shippy.contracts.vessel.v1.ReserveRequest;
import dev.shippy.contracts.vessel.v1.ReserveResponse;
import dev.shippy.contracts.vessel.v1.Response;
import dev.shippy.contracts.vessel.v1.Specification;
import dev.shippy.contracts.vessel.v1.VesselId;
import dev.shippy.runtime.Fields;
import dev.shippy.runtime.PageToken;
import dev.shippy.runtime.Turns;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The contract: checks and converts what comes in, asks the repository, converts what goes out. */
final class VesselHandler implements VesselService {

    /** A page takes some megabytes while it is read. */
    private static final int LISTINGS_AT_ONCE = 4;

    private static final Duration MAX_CLOCK_SKEW = Duration.ofHours(1);

    private final Turns listings = new Turns(LISTINGS_AT_ONCE, Limits.IN_FLIGHT, Clock.systemUTC());
    private final VesselRepository vessels;

    VesselHandler(VesselRepository vessels) {
        this.vessels = vessels;
    }

    @Override
    public Future<Response> findAvailable(Call call, Specification specification) {
        Cargo cargo = VesselMessages.cargo(specification);
        List<String> except = VesselMessages.except(specification);
        return vessels.findAvailable(cargo, except)
                .map(found -> found.orElseThrow(() -> noRoom(cargo, except)))
                .map(VesselMessages::response);
    }

    @Override
    public Future<Response> create(Call call, dev.shippy.contracts.vessel.v1.Vessel message) {
        Vessel vessel = VesselMessages.vessel(call, message);
        return vessels.create(vessel, VesselMessages.requestKey(call, vessel)).map(VesselMessages::created);
    }

    @Override
    public Future<Response> get(Call call, VesselId message) {
        String id = Fields.identifier("id", message.getId());
        return vessels.find(id)
                .map(found -> found.orElseThrow(() -> ServiceException.notFound("No vessel has the id " + id)))
                .map(VesselMessages::response);
    }

    @Override
    public Future<Response> list(Call call, ListRequest request) {
        int size = Fields.pageSize(request.getPageSize());
        String scope = LIST + "/" + call.caller().id();
        String token = request.getPageToken();
        String after = token.isEmpty() ? "" : PageToken.decode(scope, token);
        return listings.run(
                call.deadline(),
                () -> vessels.list(after, size + 1).map(found -> VesselMessages.page(found, size, scope)));
    }

    @Override
    public Future<ReserveResponse> reserve(Call call, ReserveRequest request) {
        String vesselId = Fields.identifier("vessel_id", request.getVesselId());
        Reservation reservation = VesselMessages.reservation(request.getReservationId(), request.getSpecification());
        return vessels.reserve(vesselId, reservation, call.deadline(), named(request, call.deadline()))
                .map(VesselHandler::response);
    }

    /** The deadline by the caller's clock. One from a clock that is wrong by years would raise a floor for ever. */
    private static Deadline named(ReserveRequest request, Deadline here) {
        if (request.getDeadline() == 0) {
            return here;
        }
        if (Math.abs((double) request.getDeadline() - here.unixMillis()) > MAX_CLOCK_SKEW.toMillis()) {
            throw Fields.refused(
                    "deadline",
                    "is " + request.getDeadline() + ", but " + here.unixMillis() + " by the server's clock"
                            + ": the clocks differ by more than " + MAX_CLOCK_SKEW.toMinutes() + " minutes");
        }
        return new Deadline(request.getDeadline());
    }

    @Override
    public Future<ReleaseResponse> release(Call call, ReleaseRequest request) {
        String vesselId = Fields.identifier("vessel_id", request.getVesselId());
        Reservation reservation = VesselMessages.reservation(request.getReservationId(), request.getSpecification());
        if (request.getUpTo() < 1) {
            throw Fields.refused("up_to", "is " + request.getUpTo() + " and no time");
        }
        return vessels.release(vesselId, reservation, new Deadline(request.getUpTo()))
                .map(released -> ReleaseResponse.newBuilder().setReleased(true).build());
    }

    private static ReserveResponse response(VesselRepository.Outcome outcome) {
        ReserveResponse.Outcome answer = switch (outcome) {
            case GRANTED -> ReserveResponse.Outcome.GRANTED;
            case REFUSED -> ReserveResponse.Outcome.REFUSED;
        };
        return ReserveResponse.newBuilder().setOutcome(answer).build();
    }

    private static ServiceException noRoom(Cargo cargo, List<String> except) {
        return ServiceException.failedPrecondition(
                (except.isEmpty() ? "No vessel" : "No other vessel") + " has room for " + cargo.inWords());
    }
}
