package dev.shippy.consignment;

import static dev.shippy.consignment.Samples.await;
import static dev.shippy.consignment.World.failure;
import static dev.shippy.consignment.World.failureOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.shippy.consignment.FakeVessels.Fate;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.Event;
import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.Test;

/** C1 to C3, from each state. */
final class CancellationTest {

    private final World world = new World();

    @Test
    void givesTheRoomBackAndSaysSo() {
        Consignment booked = booked();
        Consignment cancelled = await(cancel());
        assertEquals(State.CANCELLED, cancelled.state());
        assertEquals(
                List.of(Event.CONSIGNMENT_BOOKED, Event.CONSIGNMENT_CANCELLED),
                cancelled.events().stream().map(BookingEvent::type).toList());
        assertEquals(List.of(), world.holds());
        assertEquals("release vessel1 0 up to " + booked.deadline().unixMillis(), last(world.vessels.asked()));
    }

    /** The other way round somebody could read BOOKED without a hold. */
    @Test
    void recordsTheIntentBeforeItReleases() {
        booked();
        World.Observed atRelease = world.observeNextRequest();
        await(cancel());
        assertEquals(State.CANCELLING, atRelease.document().state());
    }

    @Test
    void isDoneOnceHoweverOftenItIsAsked() {
        booked();
        Consignment cancelled = await(cancel());
        assertEquals(cancelled, await(cancel()));
        assertEquals(2, world.only().events().size());
    }

    @Test
    void goesOnWithACancellingThatStopped() {
        booked();
        world.vessels.next(Fate.EXECUTED_BUT_UNANSWERED);
        assertEquals(ErrorCode.DEADLINE_EXCEEDED, failure(cancel()));
        assertEquals(State.CANCELLING, world.only().state());
        assertEquals(State.CANCELLED, await(cancel()).state());
        assertEquals(2, world.only().events().size());
    }

    @Test
    void isDoneWhenSomebodyElseEndsItMeanwhile() {
        booked();
        world.vessels.beforeNext(() -> await(cancel()));
        assertEquals(State.CANCELLED, await(cancel()).state());
        assertEquals(2, world.only().events().size());
    }

    @Test
    void refusesWhatIsNotDecidedYet() {
        world.vessels.with("vessel1", 1);
        Consignment pending = world.abandoned(Fate.EXECUTED_BUT_UNANSWERED);
        assertEquals("The consignment is not booked yet", failureOf(cancel()).sentence());
        assertEquals(ErrorCode.FAILED_PRECONDITION, failure(cancel()));
        assertEquals(pending, world.only());
    }

    @Test
    void refusesWhatWasRejected() {
        await(world.book());
        assertEquals("The consignment was rejected", failureOf(cancel()).sentence());
        assertEquals(State.REJECTED, world.only().state());
    }

    @Test
    void cancelsWhatItReadsAsBookedAfterwards() {
        booked();
        world.consignments.beBlind(1);
        assertEquals(State.CANCELLED, await(cancel()).state());
        assertEquals(List.of(), world.holds());
    }

    @Test
    void neverSaysOfABookedOneThatItIsNot() {
        Consignment booked = booked();
        world.consignments.beBlind(2);
        assertEquals(ErrorCode.DEADLINE_EXCEEDED, failure(cancel()));
        assertEquals(booked, world.only());
    }

    @Test
    void saysThatItIsDoneOnlyWhenItIs() {
        booked();
        world.vessels.beforeNext(() -> world.consignments.beBlind(1));
        assertEquals(ErrorCode.DEADLINE_EXCEEDED, failure(cancel()));
        assertEquals(State.CANCELLING, world.only().state());
        assertEquals(State.CANCELLED, await(cancel()).state());
    }

    @Test
    void startsNothingAfterTheDeadline() {
        Consignment booked = booked();
        Future<Consignment> late = world.cancellation.cancel(Samples.call("user1", "c", World.NOW), booked.id());
        assertEquals(ErrorCode.DEADLINE_EXCEEDED, failure(late));
        assertEquals(booked, world.only());
    }

    @Test
    void closesTheReservationSoThatALateReserveTakesNoRoom() {
        Consignment booked = booked();
        await(cancel());
        assertEquals(Vessels.Answer.REFUSED, world.vessels.executeReserve("vessel1", booked.reservationId()));
    }

    @CanIgnoreReturnValue
    private Consignment booked() {
        world.vessels.with("vessel1", 1);
        return await(world.book());
    }

    private Future<Consignment> cancel() {
        return world.cancellation.cancel(world.call(), world.only().id());
    }

    private static String last(List<String> list) {
        return list.get(list.size() - 1);
    }
}
