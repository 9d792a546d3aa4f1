package dev.shippy.consignment;

import dev.shippy.contracts.Call;
import dev.shippy.contracts.Caller;
import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.Services;
import dev.shippy.contracts.Trace;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what others have begun and left: steps T1 to T3 of {@code docs/booking.md}. Any number of instances may sweep; a
 * consignment that two of them find goes to one. For one thread.
 */
final class Sweeper {

    private static final Logger log = LoggerFactory.getLogger(Sweeper.class);

    private final ConsignmentRepository repository;
    private final Driver driver;
    private final Cancellation cancellation;
    private final Sweeping sweeping;
    private final Clock clock;
    /** Where the next look for cancelled ones begins, so that ones that cannot be ended do not hide the others. */
    private String cancellingAfter = "";

    /** Whether the present round was full and got on. */
    private boolean more;

    private boolean stopped;

    Sweeper(
            ConsignmentRepository repository,
            Driver driver,
            Cancellation cancellation,
            Sweeping sweeping,
            Clock clock) {
        this.repository = repository;
        this.driver = driver;
        this.cancellation = cancellation;
        this.sweeping = sweeping;
        this.clock = clock;
    }

    /**
     * Sweeps now, and again a period after the end of each round, so that rounds never overlap; at once after a round that
     * was full and got on, so that a long outage is made good at the store's speed.
     */
    void start(Vertx vertx) {
        more = false;
        round().onComplete(over -> next(vertx));
    }

    /** Begins nothing more. What is under way may be cut off: another sweeper goes on after the lease. */
    void stop() {
        stopped = true;
    }

    private void next(Vertx vertx) {
        if (more) {
            again(vertx);
        } else {
            later(vertx);
        }
    }

    private void later(Vertx vertx) {
        if (!stopped) {
            vertx.timer(sweeping.period().toMillis()).onComplete(over -> again(vertx));
        }
    }

    private void again(Vertx vertx) {
        if (!stopped) {
            start(vertx);
        }
    }

    /** One round; always succeeds, a failure costs one line. */
    Future<Void> round() {
        return finishPending().transform(pending -> finishCancelling()).transform(over -> Future.succeededFuture());
    }

    private Future<Void> finishPending() {
        return Future.succeededFuture()
                .compose(start -> repository.overdue(clock.millis(), sweeping.batch()))
                .map(Sweeper::shuffled)
                .compose(overdue -> Lanes.run(overdue, sweeping.atOnce(), this::takeOver))
                .onSuccess(tally -> report("Undecided", tally))
                .onFailure(failure -> failed("Undecided", failure))
                .mapEmpty();
    }

    /** Several sweepers find the same ones; in the same order they would meet at each. */
    private static List<Overdue> shuffled(List<Overdue> found) {
        List<Overdue> shuffled = new ArrayList<>(found);
        Collections.shuffle(shuffled);
        return shuffled;
    }

    /** T1: goes on with the document that the update returns, never with what was found. */
    private Future<?> takeOver(Overdue overdue) {
        return repository.takeOver(overdue, lease(overdue)).compose(this::drive);
    }

    private Deadline lease(Overdue overdue) {
        long fromNow = Deadline.in(sweeping.lease(), clock).unixMillis();
        return new Deadline(Math.max(fromNow, overdue.deadline().unixMillis() + 1));
    }

    /** T2; nothing to do when another sweeper, or a decision, was faster. */
    private Future<?> drive(Optional<Consignment> taken) {
        return taken.<Future<?>>map(pending -> driver.drive(call(pending.id(), pending.deadline()), pending))
                .orElseGet(Future::succeededFuture);
    }

    private Future<Void> finishCancelling() {
        return Future.succeededFuture()
                .compose(start -> repository.cancelling(cancellingAfter, sweeping.batch()))
                .onSuccess(this::remember)
                .compose(ids -> Lanes.run(ids, sweeping.atOnce(), this::finishCancelling))
                .onSuccess(tally -> report("Half cancelled", tally))
                .onFailure(failure -> failed("Half cancelled", failure))
                .mapEmpty();
    }

    private void remember(List<String> ids) {
        cancellingAfter = ids.size() < sweeping.batch() ? "" : ids.get(ids.size() - 1);
    }

    /** T3 */
    private Future<?> finishCancelling(String id) {
        return cancellation.goOn(call(id, Deadline.in(sweeping.lease(), clock)), id);
    }

    private static Call call(String id, Deadline deadline) {
        return new Call(Caller.service(Services.CONSIGNMENT), deadline, id, Trace.start());
    }

    private void report(String what, Lanes.Tally tally) {
        more |= tally.done() + tally.left() == sweeping.batch() && tally.done() > tally.left();
        if (tally.left() > 0) {
            log.warn(
                    "{} consignments: {} finished, {} left for a later round: {}",
                    what,
                    tally.done(),
                    tally.left(),
                    sentence(tally.failure()));
        } else if (tally.done() > 0) {
            log.info("{} consignments: {} finished", what, tally.done());
        }
    }

    private void failed(String what, Throwable failure) {
        if (!stopped) {
            log.warn("{} consignments cannot be looked for: {}", what, sentence(failure));
        }
    }

    /** What an adapter met says more than what a customer would read. */
    private static String sentence(@Nullable Throwable failure) {
        if (failure == null) {
            return "no time";
        }
        Throwable cause = failure.getCause() instanceof ServiceException met ? met : failure;
        return String.valueOf(cause.getMessage());
    }
}
