package dev.shippy.consignment;

import static dev.shippy.consignment.Samples.await;
import static dev.shippy.consignment.World.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.consignment.FakeVessels.Fate;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.Event;
import dev.shippy.contracts.ServiceException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** B1 to B8 without faults of the processes; see {@link SweeperTest} for those. */
final class BookingTest {

    private final World world = new World();

    @Test
    void booksOntoTheVesselThatHasRoom() {
        world.vessels.with("vessel1", 1);
        Consignment booked = await(world.book());
        assertEquals(State.BOOKED, booked.state());
        assertEquals(Attempt.first("vessel1"), booked.attempt());
        assertEquals(List.of(booked.event(Event.CONSIGNMENT_BOOKED, World.NOW, Samples.TRACE)), booked.events());
        assertEquals(booked, world.only());
        assertEquals(List.of("find", "reserve vessel1 0"), world.vessels.asked());
        assertEquals(List.of("vessel1 0"), world.holds());
    }

    @Test
    void triesTheWishFirstWithoutLookingAround() {
        world.vessels.with("vessel1", 1).with("vessel2", 1);
        Consignment booked = await(world.booking.book(world.call(), Samples.wishing("vessel2")));
        assertEquals("vessel2", booked.attempt().vessel());
        assertEquals(List.of("reserve vessel2 0"), world.vessels.asked());
    }

    @Test
    void findsAnotherVesselWhenTheWishHasNoRoomOrIsNone() {
        world.vessels.with("vessel1", 1);
        Consignment booked = await(world.booking.book(world.call(), Samples.wishing("no-such-vessel")));
        assertEquals(new Attempt(1, "vessel1", false), booked.attempt());
        assertEquals(
                List.of("reserve no-such-vessel 0", "find except [no-such-vessel]", "reserve vessel1 1"),
                world.vessels.asked());
    }

    @Test
    void rejectsAtOnceWhenNoVesselHasRoom() {
        Consignment rejected = await(world.book());
        assertEquals(State.REJECTED, rejected.state());
        assertEquals(
                List.of(Event.CONSIGNMENT_REJECTED),
                rejected.events().stream().map(BookingEvent::type).toList());
        assertEquals(rejected, world.only());
        assertEquals(List.of("find"), world.vessels.asked());
        ServiceException answer = assertThrows(ServiceException.class, () -> Answers.of(rejected));
        assertEquals(ErrorCode.FAILED_PRECONDITION, answer.code());
        assertEquals("No vessel has room for 3 containers of 55000 kg", answer.sentence());
    }

    @Test
    void storesNothingWhenVesselsCannotBeAsked() {
        world.vessels.failFind(ServiceException.unavailable("The vessel service cannot be asked", null));
        assertEquals(ErrorCode.UNAVAILABLE, failure(world.book()));
        assertEquals(Map.of(), world.consignments.documents());
    }

    @Test
    void recordsEachAttemptAndRejectsAfterTheFifth() {
        for (int n = 1; n <= 6; n++) {
            world.vessels.with("vessel" + n, 1);
        }
        fillBeforeEachReserve(1);
        Consignment rejected = await(world.book());
        assertEquals(State.REJECTED, rejected.state());
        assertEquals(new Attempt(4, "vessel5", false), rejected.attempt());
        assertEquals(List.of("vessel1", "vessel2", "vessel3", "vessel4"), rejected.refused());
        assertEquals(List.of(), world.holds());
        List<String> asked = world.vessels.asked();
        assertEquals(5, asked.stream().filter(it -> it.startsWith("reserve")).count());
        assertEquals("find except [vessel1, vessel2, vessel3, vessel4]", asked.get(asked.size() - 2));
    }

    /** The other way round, a driver that stops in between leaves a hold that no document names. */
    @Test
    void recordsTheNextAttemptBeforeItsReserve() {
        world.vessels.with("vessel1", 0).with("vessel2", 1);
        World.Observed atSecondReserve = world.observeSecondRequest();
        await(world.booking.book(world.call(), Samples.wishing("vessel1")));
        assertEquals(
                new Attempt(1, "vessel2", false), atSecondReserve.document().attempt());
    }

    /** Somebody else is always a little faster. */
    private void fillBeforeEachReserve(int number) {
        world.vessels.beforeNext(() -> {
            world.vessels.executeReserve("vessel" + number, "another-" + number + ".0");
            fillBeforeEachReserve(number + 1);
        });
    }

    @Test
    void leavesTheOutcomeOpenWhenTheVesselDoesNotAnswer() {
        world.vessels.with("vessel1", 1).next(Fate.EXECUTED_BUT_UNANSWERED);
        assertEquals(ErrorCode.DEADLINE_EXCEEDED, failure(world.book()));
        assertEquals(State.PENDING, world.only().state());
        assertEquals(List.of("find", "reserve vessel1 0"), world.vessels.asked());
    }

    @Test
    void leavesTheOutcomeOpenWhenNoFurtherVesselCanBeLookedFor() {
        world.vessels.with("vessel1", 0);
        world.vessels.failFind(Answers.unknown());
        assertEquals(
                ErrorCode.DEADLINE_EXCEEDED, failure(world.booking.book(world.call(), Samples.wishing("vessel1"))));
        assertEquals(State.PENDING, world.only().state());
    }

    @Test
    void startsNothingAfterTheDeadline() {
        world.vessels.with("vessel1", 1);
        world.vessels.beforeNext(() -> world.clock.set(World.DEADLINE));
        assertEquals(ErrorCode.DEADLINE_EXCEEDED, failure(world.book()));
        assertEquals(State.PENDING, world.only().state(), "granted, and left to the sweeper");
    }

    @Test
    void storesNothingWhenTheDeadlinePassedWhileItLookedForAVessel() {
        assertEquals(
                ErrorCode.DEADLINE_EXCEEDED,
                failure(world.booking.book(Samples.call("user1", "request1", World.NOW), Samples.draft())));
        assertEquals(Map.of(), world.consignments.documents());
    }

    @Test
    void sendsReservesWithTheDeadlineOfTheDocument() {
        world.vessels.with("vessel1", 1);
        Consignment booked = await(world.book());
        world.vessels.calls().forEach(call -> assertEquals(booked.deadline(), call.deadline()));
        assertEquals(World.DEADLINE, booked.deadline().unixMillis());
    }

    @Test
    void answersARepetitionWithTheSameConsignment() {
        world.vessels.with("vessel1", 9);
        Consignment first = await(world.book());
        world.clock.advance(Duration.ofSeconds(1));
        assertEquals(first, await(world.book()));
        assertEquals(List.of("vessel1 0"), world.holds());
    }

    @Test
    void answersARepetitionOfARejectedOneTheSameAlsoWhenThereIsRoomNow() {
        await(world.book());
        world.vessels.with("vessel1", 1);
        assertEquals(State.REJECTED, await(world.book()).state());
        assertEquals(List.of(), world.holds());
    }

    @Test
    void refusesAnotherContentUnderTheSameRequestId() {
        world.vessels.with("vessel1", 9);
        await(world.book());
        assertEquals(ErrorCode.ALREADY_EXISTS, failure(world.booking.book(world.call(), Samples.wishing("vessel1"))));
    }

    @Test
    void letsARepetitionWaitForTheDecisionOfTheFirst() {
        world.vessels.with("vessel1", 1);
        Consignment pending = world.abandoned(Fate.EXECUTED_BUT_UNANSWERED);
        world.duringPause = () -> {
            if (world.pauses.size() == 3) {
                await(world.consignments.book(pending, pending.event(Event.CONSIGNMENT_BOOKED, 3_000, Samples.TRACE)));
            }
        };
        assertEquals(State.BOOKED, await(world.book()).state());
        assertEquals(List.of(Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofMillis(40)), world.pauses);
    }

    @Test
    void neverDecidesForTheFirstWhenTheOwnTimeEnds() {
        world.vessels.with("vessel1", 1);
        Consignment pending = world.abandoned(Fate.LOST);
        assertEquals(ErrorCode.DEADLINE_EXCEEDED, failure(world.book()));
        assertEquals(pending, world.only());
        assertEquals(World.DEADLINE, world.clock.millis());
        assertTrue(world.pauses.stream().allMatch(pause -> pause.compareTo(Duration.ofMillis(250)) <= 0));
    }

    @Test
    void neverWritesRejectedOverWhatARepetitionFindsPending() {
        world.vessels.with("vessel1", 1);
        Consignment pending = world.abandoned(Fate.EXECUTED_BUT_UNANSWERED);
        // No room any more, so the repetition would insert REJECTED.
        assertEquals(ErrorCode.DEADLINE_EXCEEDED, failure(world.book()));
        assertEquals(pending, world.only());
    }

    @Test
    void tellsARepetitionThatItWasCancelled() {
        world.vessels.with("vessel1", 1);
        Consignment booked = await(world.book());
        await(world.cancellation.cancel(world.call(), booked.id()));
        Consignment cancelled = await(world.book());
        ServiceException answer = assertThrows(ServiceException.class, () -> Answers.of(cancelled));
        assertEquals("The consignment was cancelled", answer.sentence());
    }

    @Test
    void givesTwoCallersWithTheSameRequestIdAConsignmentEach() {
        world.vessels.with("vessel1", 2);
        Consignment one = await(world.book());
        Consignment other =
                await(world.booking.book(Samples.call("user2", "request1", World.DEADLINE), Samples.draft()));
        assertEquals(2, world.consignments.documents().size());
        assertEquals(List.of("user1", "user2"), List.of(one.owner(), other.owner()));
    }

    @Test
    void answersAsARepetitionDoesWhenItHasLost() {
        world.vessels.with("vessel1", 1);
        world.vessels.beforeNext(world::takeOver);
        Consignment answered = await(world.book());
        assertEquals(State.BOOKED, answered.state());
        assertEquals(1, answered.epoch());
        assertEquals(1, answered.events().size());
        assertEquals(List.of("vessel1 0"), world.holds());
    }
}
