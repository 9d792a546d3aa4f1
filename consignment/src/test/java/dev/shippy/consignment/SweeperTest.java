package dev.shippy.consignment;

import static dev.shippy.consignment.Samples.await;
import static dev.shippy.consignment.World.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.consignment.FakeVessels.Fate;
import dev.shippy.contracts.Caller;
import dev.shippy.contracts.Event;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** T1 to T3: what drivers that stopped, or were too slow, leave behind. */
final class SweeperTest {

    private final World world = new World();

    @Test
    void leavesABookingAloneUntilItsDeadlineHasPassed() {
        world.vessels.with("vessel1", 1);
        Consignment pending = world.abandoned(Fate.LOST);
        world.clock.set(World.DEADLINE);
        await(world.sweeper.round());
        assertEquals(pending, world.only());
    }

    @Test
    void booksWithTheSameReservationWhenTheFirstReserveWasExecuted() {
        world.vessels.with("vessel1", 1);
        Consignment pending = world.abandoned(Fate.EXECUTED_BUT_UNANSWERED);
        world.vessels.asked();
        Consignment booked = world.sweepLater();
        assertEquals(State.BOOKED, booked.state());
        assertEquals(pending.reservationId(), booked.reservationId());
        assertEquals(List.of("reserve vessel1 0"), world.vessels.asked());
        assertEquals(List.of("vessel1 0"), world.holds());
        assertEquals(1, booked.events().size());
    }

    @Test
    void booksAlsoWhenTheFirstReserveNeverArrived() {
        world.vessels.with("vessel1", 1);
        world.abandoned(Fate.LOST);
        assertEquals(State.BOOKED, world.sweepLater().state());
    }

    @Test
    void worksOnItsOwnBehalfAndWithinItsLease() {
        world.vessels.with("vessel1", 1);
        world.abandoned(Fate.LOST);
        world.vessels.calls().clear();
        Consignment booked = world.sweepLater();
        assertEquals(1, booked.epoch());
        assertEquals(World.DEADLINE + 1 + World.LEASE, booked.deadline().unixMillis());
        world.vessels.calls().forEach(call -> assertEquals(booked.deadline(), call.deadline()));
        world.vessels.calls().forEach(call -> assertEquals(Caller.service("consignment"), call.caller()));
    }

    /** A clock that runs behind must not give a driver a deadline that an earlier one has, or the tombstone would not cover it. */
    @Test
    void raisesTheDeadlineWhateverItsClockSays() {
        world.vessels.with("vessel1", 1);
        world.abandoned(Fate.LOST);
        Sweeper hasty = new Sweeper(
                world.consignments,
                world.driver,
                world.cancellation,
                new Sweeping(Duration.ofSeconds(1), Duration.ofMillis(1), 100, 16),
                new TestClock(World.DEADLINE - 10) {
                    // Sees the consignment as overdue, then reads an earlier time.
                    private boolean first = true;

                    @Override
                    public long millis() {
                        boolean before = first;
                        first = false;
                        return before ? World.DEADLINE + 1 : World.DEADLINE - 10;
                    }
                });
        await(hasty.round());
        assertEquals(World.DEADLINE + 1, world.only().deadline().unixMillis());
    }

    /** The first driver is slow, and refused: it records its next attempt between the look and the takeover. */
    @Test
    void goesOnWithTheAttemptThatTheTakeoverReturns() {
        world.vessels.with("vessel1", 1).with("vessel2", 1);
        Consignment pending = world.abandoned(Fate.LOST);
        world.vessels.asked();
        world.consignments.beforeNextTakeover(() -> await(world.consignments.nextAttempt(pending, "vessel2")));
        Consignment booked = world.sweepLater();
        assertEquals(List.of("reserve vessel2 1"), world.vessels.asked());
        assertEquals(List.of("vessel2 1"), world.holds());
        assertEquals("vessel2", booked.attempt().vessel());
    }

    /** B6: after a takeover "refused" does not tell what became of the first Reserve. */
    @Test
    void recordsThatItGivesAnAttemptUpBeforeItReleases() {
        world.vessels.with("vessel1", 1).with("vessel2", 1);
        world.abandoned(Fate.LOST);
        world.vessels.executeReserve("vessel1", "another.0");
        world.vessels.asked();
        World.Observed atRelease = world.observeSecondRequest();
        Consignment booked = world.sweepLater();
        assertTrue(atRelease.document().attempt().closing());
        assertEquals(new Attempt(1, "vessel2", false), booked.attempt());
        assertEquals(
                List.of(
                        "reserve vessel1 0",
                        "release vessel1 0 up to " + booked.deadline().unixMillis(),
                        "find except [vessel1]",
                        "reserve vessel2 1"),
                world.vessels.asked());
    }

    @Test
    void rejectsWhenThereIsNoOtherVessel() {
        world.vessels.with("vessel1", 1);
        world.abandoned(Fate.LOST);
        world.vessels.executeReserve("vessel1", "another.0");
        Consignment rejected = world.sweepLater();
        assertEquals(State.REJECTED, rejected.state());
        assertEquals(List.of(), world.holds());
        assertEquals(Event.CONSIGNMENT_REJECTED, rejected.events().get(0).type());
    }

    @Test
    void goesOnWithTheReleaseWhenTheAttemptWasBeingGivenUp() {
        world.vessels.with("vessel1", 1).with("vessel2", 1);
        world.abandoned(Fate.LOST);
        world.vessels.executeReserve("vessel1", "another.0");
        world.vessels.next(Fate.ANSWERED, Fate.LOST);
        Consignment closing = world.sweepLater();
        assertEquals(new Attempt(0, "vessel1", true), closing.attempt());
        world.vessels.asked();
        Consignment booked = world.sweepLater();
        assertEquals(2, booked.epoch());
        assertEquals("vessel2", booked.attempt().vessel());
        assertEquals(
                "release vessel1 0 up to " + booked.deadline().unixMillis(),
                world.vessels.asked().get(0));
    }

    @Test
    void closesTheReservationSoThatALateReserveTakesNoRoom() {
        world.vessels.with("vessel1", 1);
        Consignment pending = world.abandoned(Fate.LOST);
        world.vessels.executeReserve("vessel1", "another.0");
        assertEquals(State.REJECTED, world.sweepLater().state());
        world.vessels.executeRelease("vessel1", "another.0");
        assertEquals(Vessels.Answer.REFUSED, world.vessels.executeReserve("vessel1", pending.reservationId()));
    }

    @Test
    void triesAgainAfterItsOwnLeaseWhenItGetsNoAnswer() {
        world.vessels.with("vessel1", 1);
        world.abandoned(Fate.LOST);
        world.vessels.next(Fate.LOST, Fate.EXECUTED_BUT_UNANSWERED);
        assertEquals(State.PENDING, world.sweepLater().state());
        assertEquals(State.PENDING, world.sweepLater().state());
        Consignment booked = world.sweepLater();
        assertEquals(State.BOOKED, booked.state());
        assertEquals(3, booked.epoch());
        assertEquals(List.of("vessel1 0"), world.holds());
    }

    @Test
    void doesNothingForTheDriverThatLostToAnotherTakeover() {
        world.vessels.with("vessel1", 1).with("vessel2", 1);
        world.abandoned(Fate.LOST);
        world.vessels.beforeNext(world::takeOver);
        Consignment booked = world.sweepLater();
        assertEquals(2, booked.epoch());
        assertEquals(1, booked.events().size());
        assertEquals(List.of("vessel1 0"), world.holds());
    }

    /** The counterexample that shaped B6: both releases and reserves of one id are under way. */
    @Test
    void neverReleasesWhatALaterDriverHasBooked() {
        world.vessels.with("vessel1", 1);
        Consignment pending = world.abandoned(Fate.LOST);
        world.vessels.executeReserve("vessel1", "another.0");
        // The first takeover is refused; then room becomes free and a second takeover is granted the same id.
        world.consignments.beforeNextClose(() -> {
            world.vessels.executeRelease("vessel1", "another.0");
            world.takeOver();
        });
        Consignment booked = world.sweepLater();
        assertEquals(State.BOOKED, booked.state());
        assertEquals(pending.reservationId(), booked.reservationId());
        assertEquals(List.of("vessel1 0"), world.holds());
    }

    @Test
    void finishesACancellingThatStopped() {
        world.vessels.with("vessel1", 1);
        Consignment booked = await(world.book());
        world.vessels.next(Fate.LOST);
        assertTrue(world.cancellation.cancel(world.call(), booked.id()).failed());
        assertEquals(State.CANCELLING, world.only().state());
        await(world.sweeper.round());
        assertEquals(State.CANCELLED, world.only().state());
        assertEquals(List.of(), world.holds());
    }

    @Test
    void goesOnWithTheOthersWhenOneFails() {
        world.vessels.with("vessel1", 9).next(Fate.LOST, Fate.LOST, Fate.LOST, Fate.LOST);
        for (int n = 0; n < 3; n++) {
            var unused = failure(
                    world.booking.book(Samples.call("user1", "request" + n, World.DEADLINE + n), Samples.draft()));
        }
        world.clock.set(World.DEADLINE + 10);
        await(world.sweeper.round());
        assertEquals(
                List.of(State.BOOKED, State.BOOKED, State.PENDING),
                world.consignments.documents().values().stream()
                        .map(Consignment::state)
                        .sorted(Comparator.comparing(Enum::name))
                        .toList());
    }
}
