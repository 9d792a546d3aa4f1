package dev.shippy.consignment;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.shippy.contracts.Call;
import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The booking on fakes: everything happens at once and on the test's thread. It is 1,000 and calls end at 10,000. */
final class World {

    static final long NOW = 1_000;
    static final long DEADLINE = 10_000;
    static final long LEASE = 5_000;
    static final Sweeping SWEEPING = new Sweeping(Duration.ofSeconds(2), Duration.ofMillis(LEASE), 100, 16);

    final TestClock clock = new TestClock(NOW);
    final InMemoryConsignments consignments = new InMemoryConsignments();
    final FakeVessels vessels = new FakeVessels();
    final List<Duration> pauses = new ArrayList<>();
    final Driver driver = new Driver(consignments, vessels, clock);
    final Cancellation cancellation = new Cancellation(consignments, vessels, clock);
    final Sweeper sweeper = new Sweeper(consignments, driver, cancellation, SWEEPING, clock);
    final Booking booking = new Booking(
            consignments,
            vessels,
            driver,
            this::pause,
            new Polling(Duration.ofMillis(10), Duration.ofMillis(250)),
            clock);
    Runnable duringPause = () -> {};

    Call call() {
        return Samples.call("user1", "request1", clock.millis() + DEADLINE - NOW);
    }

    Future<Consignment> book() {
        return booking.book(call(), Samples.draft());
    }

    /** A driver whose Reserve got no answer: PENDING, and whether the room is taken is open. */
    @CanIgnoreReturnValue
    Consignment abandoned(FakeVessels.Fate fate) {
        vessels.next(fate);
        if (failure(book()) != ErrorCode.DEADLINE_EXCEEDED) {
            throw new AssertionError("Not abandoned");
        }
        return only();
    }

    /** Lets the driver's time run out and sweeps once. */
    @CanIgnoreReturnValue
    Consignment sweepLater() {
        clock.set(only().deadline().unixMillis() + 1);
        Samples.await(sweeper.round());
        return only();
    }

    Consignment only() {
        if (consignments.documents().size() != 1) {
            throw new AssertionError("Not one document: " + consignments.documents());
        }
        return consignments.documents().values().iterator().next();
    }

    /** The vessels that hold room for the only consignment, each with the attempt. */
    List<String> holds() {
        return vessels.holdsOf(only().id());
    }

    /** Keeps the document as it is when the next Reserve or Release is executed. */
    Observed observeNextRequest() {
        Observed observed = new Observed();
        vessels.beforeNext(() -> observed.document = Optional.of(only()));
        return observed;
    }

    /** As {@link #observeNextRequest}, one request later. */
    Observed observeSecondRequest() {
        Observed observed = new Observed();
        vessels.beforeNext(() -> vessels.beforeNext(() -> observed.document = Optional.of(only())));
        return observed;
    }

    /** A document that was seen. */
    static final class Observed {

        private Optional<Consignment> document = Optional.empty();

        Consignment document() {
            return document.orElseThrow();
        }
    }

    /** Another driver takes over now, whatever the time is, and drives. */
    @CanIgnoreReturnValue
    Optional<Consignment> takeOver() {
        Consignment seen = only();
        Deadline lease = new Deadline(seen.deadline().unixMillis() + LEASE);
        Consignment taken = Samples.await(
                        consignments.takeOver(new Overdue(seen.id(), seen.epoch(), seen.deadline()), lease))
                .orElseThrow();
        return Samples.await(driver.drive(call(), taken));
    }

    static ErrorCode failure(Future<?> future) {
        return failureOf(future).code();
    }

    static ServiceException failureOf(Future<?> future) {
        if (future.isComplete() && future.cause() instanceof ServiceException failure) {
            return failure;
        }
        throw new AssertionError("Not failed: " + future);
    }

    private Future<Void> pause(Duration duration) {
        pauses.add(duration);
        clock.advance(duration);
        duringPause.run();
        return Future.succeededFuture();
    }
}
