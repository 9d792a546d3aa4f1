package dev.shippy.consignment;

import dev.shippy.contracts.Call;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Books a consignment: steps B1, B2 and B8 of {@code docs/booking.md}; the {@link Driver} does what is between. */
final class Booking {

    private final ConsignmentRepository repository;
    private final Vessels vessels;
    private final Driver driver;
    private final Pauses pauses;
    private final Polling polling;
    private final Clock clock;

    Booking(
            ConsignmentRepository repository,
            Vessels vessels,
            Driver driver,
            Pauses pauses,
            Polling polling,
            Clock clock) {
        this.repository = repository;
        this.vessels = vessels;
        this.driver = driver;
        this.pauses = pauses;
        this.polling = polling;
        this.clock = clock;
    }

    /** The decided consignment of this caller and Request-Id; DEADLINE_EXCEEDED when it is not decided in time. */
    Future<Consignment> book(Call call, Draft draft) {
        return vesselToTry(call, draft).compose(vessel -> accept(call, draft, vessel));
    }

    /** B1 */
    private Future<Optional<String>> vesselToTry(Call call, Draft draft) {
        return draft.wishedVessel().isPresent()
                ? Future.succeededFuture(draft.wishedVessel())
                : vessels.findAvailable(call, draft.room());
    }

    /** B2: always an insert; a duplicate key tells that somebody else is, or was, the driver. */
    private Future<Consignment> accept(Call call, Draft draft, Optional<String> vessel) {
        if (call.deadline().isPast(clock)) {
            return Future.failedFuture(Answers.unknown());
        }
        String owner = call.caller().id();
        String id = ConsignmentIds.of(owner, call.requestId());
        Consignment accepted =
                Consignment.accepted(id, owner, clock.millis(), draft, vessel, call.deadline(), call.trace());
        return repository.insert(accepted).compose(inserted -> inserted ? drive(call, accepted) : ask(call, accepted));
    }

    private Future<Consignment> drive(Call call, Consignment accepted) {
        if (accepted.state().isDecided()) {
            return Future.succeededFuture(accepted);
        }
        return driver.drive(call, accepted).compose(decided -> orAsk(call, accepted, decided));
    }

    /** B8: a driver that has lost answers as a duplicate does. */
    private Future<Consignment> orAsk(Call call, Consignment accepted, Optional<Consignment> decided) {
        return decided.map(Future::succeededFuture).orElseGet(() -> ask(call, accepted));
    }

    private Future<Consignment> ask(Call call, Consignment asked) {
        return read(call, asked, polling.first());
    }

    /** B2, the duplicate: reads until the consignment is decided or the own deadline has passed; it never decides. */
    private Future<Consignment> read(Call call, Consignment asked, Duration pause) {
        if (call.deadline().isPast(clock)) {
            return Future.failedFuture(Answers.unknown());
        }
        return repository.find(asked.id()).compose(found -> decidedOrLater(call, asked, found, pause));
    }

    private Future<Consignment> decidedOrLater(
            Call call, Consignment asked, Optional<Consignment> found, Duration pause) {
        if (found.isEmpty()) {
            return Future.failedFuture(Answers.unknown());
        }
        Consignment stored = found.get();
        if (!stored.digest().equals(asked.digest())) {
            return Future.failedFuture(Answers.otherContent());
        }
        return stored.state().isDecided() ? Future.succeededFuture(stored) : later(call, asked, pause);
    }

    private Future<Consignment> later(Call call, Consignment asked, Duration pause) {
        Duration left = call.deadline().remaining(clock);
        Duration bounded = pause.compareTo(left) < 0 ? pause : left;
        return pauses.pause(bounded).compose(over -> read(call, asked, polling.after(pause)));
    }
}
