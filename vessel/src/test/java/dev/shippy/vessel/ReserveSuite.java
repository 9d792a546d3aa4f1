package dev.shippy.vessel;

import static dev.shippy.vessel.Awaiting.await;
import static dev.shippy.vessel.Awaiting.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.vessel.VesselRepository.Outcome;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Steps R1 and R2 of booking.md, on any store. */
interface ReserveSuite extends VesselRepositorySuite {

    @Test
    default void takesTheRoomItGrants() {
        String boat = boat();

        assertEquals(Outcome.GRANTED, reserve(boat, reservation(SAMPLE)));

        assertFree(497, 145_000, boat);
    }

    @Test
    default void refusesTheFourthConsignment() {
        String boat = boat();

        List<Outcome> outcomes = Stream.generate(() -> reserve(boat, reservation(SAMPLE)))
                .limit(4)
                .toList();

        assertEquals(List.of(Outcome.GRANTED, Outcome.GRANTED, Outcome.GRANTED, Outcome.REFUSED), outcomes);
        assertFree(491, 35_000, boat);
    }

    @Test
    default void refusesOneContainerTooMany() {
        String boat = boat(2, 1_000);

        assertEquals(Outcome.REFUSED, reserve(boat, reservation(new Cargo(3, 1))));
        assertEquals(Outcome.GRANTED, reserve(boat, reservation(new Cargo(2, 1_000))));
        assertFree(0, 0, boat);
    }

    @Test
    default void grantsExactlyThreeOfSixtyFourThatRace() {
        String boat = boat();

        List<Outcome> outcomes = race(64, () -> vessels().reserve(boat, reservation(SAMPLE), soon()));

        assertEquals(3, Collections.frequency(outcomes, Outcome.GRANTED));
        assertEquals(61, Collections.frequency(outcomes, Outcome.REFUSED));
        assertFree(491, 35_000, boat);
    }

    @Test
    default void takesRoomOnceHoweverOftenItIsAsked() {
        String boat = boat();
        Reservation reservation = reservation(SAMPLE);

        List<Outcome> outcomes = race(50, () -> vessels().reserve(boat, reservation, soon()));

        assertEquals(50, Collections.frequency(outcomes, Outcome.GRANTED));
        assertFree(497, 145_000, boat);
    }

    @Test
    default void grantsAgainWhatItHoldsWhenTheVesselIsFull() {
        String boat = boat(3, 55_000);
        Reservation reservation = reservation(SAMPLE);

        assertEquals(Outcome.GRANTED, reserve(boat, reservation));
        assertEquals(Outcome.GRANTED, reserve(boat, reservation));
        assertEquals(Outcome.REFUSED, reserve(boat, reservation(SAMPLE)));
    }

    @Test
    default void refusesOnAVesselOutOfService() {
        String boat = boat(Vessel.empty(freshId(), "", 500, 200_000, false, "somebody"));

        assertEquals(Outcome.REFUSED, reserve(boat, reservation(SAMPLE)));
    }

    @Test
    default void refusesOnAVesselThatDoesNotExist() {
        assertEquals(Outcome.REFUSED, reserve(freshId(), reservation(SAMPLE)));
    }

    @Test
    default void takesNothingAfterTheDeadline() {
        String boat = boat();
        Deadline now = Deadline.in(Duration.ZERO, CLOCK);

        String sentence = refusal(ErrorCode.DEADLINE_EXCEEDED, vessels().reserve(boat, reservation(SAMPLE), now));

        assertTrue(sentence.contains("deadline"), sentence);
        assertFree(500, 200_000, boat);
    }

    /** A deadline by the caller's clock says nothing about the local time. */
    @Test
    default void reservesForACallerWhoseClockIsOff() {
        String boat = boat();
        for (Duration off : List.of(Duration.ofHours(-1), Duration.ZERO, Duration.ofHours(1))) {
            Deadline named = new Deadline(soon().unixMillis() + off.toMillis());
            Reservation reservation = reservation(new Cargo(1, 1));

            assertEquals(Outcome.GRANTED, await(vessels().reserve(boat, reservation, soon(), named)));
            await(vessels().release(boat, reservation, named));
            assertEquals(Outcome.REFUSED, await(vessels().reserve(boat, reservation, soon(), named)));
        }
        assertFree(500, 200_000, boat);
    }

    @Test
    default void refusesOneHoldTooMany() {
        String boat = boat();
        VesselRepository two = repository(CLOCK, 2);
        Reservation first = reservation(new Cargo(1, 1));
        Reservation second = reservation(new Cargo(1, 1));
        Reservation third = reservation(new Cargo(1, 1));

        assertEquals(Outcome.GRANTED, await(two.reserve(boat, first, soon())));
        assertEquals(Outcome.GRANTED, await(two.reserve(boat, second, soon())));
        assertEquals(Outcome.REFUSED, await(two.reserve(boat, third, soon())));
        assertEquals(Outcome.GRANTED, await(two.reserve(boat, first, soon())), "it is held already");
        release(boat, first);
        assertEquals(Outcome.GRANTED, await(two.reserve(boat, third, soon())));
    }

    /** Those that wait for each other are one change of the vessel. */
    @Test
    default void takesTheRoomOfManyAtOnce() {
        String boat = boat(500, 200_000);

        List<Outcome> outcomes = race(64, () -> vessels().reserve(boat, reservation(new Cargo(1, 10)), soon()));

        assertEquals(64, Collections.frequency(outcomes, Outcome.GRANTED));
        assertFree(436, 199_360, boat);
        assertEquals(64, ledger(boat).holds().size());
        // One made the vessel, and each on its own would be 64 more.
        assertTrue(ledger(boat).changes() < 40, () -> ledger(boat).toString());
    }

    @Test
    default void grantsWhatFitsBesideWhatDoesNot() {
        String boat = boat(10, 1_000);
        List<Future<Outcome>> calls = Stream.of(1, 2, 99, 3, 1)
                .map(containers -> vessels().reserve(boat, reservation(new Cargo(containers, 1)), soon()))
                .toList();
        await(Future.join(calls));

        assertEquals(
                List.of(Outcome.GRANTED, Outcome.GRANTED, Outcome.REFUSED, Outcome.GRANTED, Outcome.GRANTED),
                calls.stream().map(Future::result).toList());
        assertFree(3, 996, boat);
    }

    @Test
    default void grantsNoMoreHoldsTogetherThanAlone() {
        String boat = boat();
        VesselRepository three = repository(CLOCK, 3);

        List<Outcome> outcomes = race(5, () -> three.reserve(boat, reservation(new Cargo(1, 1)), soon()));

        assertEquals(3, Collections.frequency(outcomes, Outcome.GRANTED));
        assertEquals(3, ledger(boat).holds().size());
    }

    @Test
    default void takesRoomOnceAmongOthers() {
        String boat = boat();
        Reservation again = reservation(SAMPLE);
        assertEquals(Outcome.GRANTED, reserve(boat, again));
        List<Future<Outcome>> calls = Stream.of(
                        reservation(new Cargo(1, 1)), again, reservation(new Cargo(1, 1)), again)
                .map(reservation -> vessels().reserve(boat, reservation, soon()))
                .toList();
        await(Future.join(calls));

        assertEquals(4, Collections.frequency(calls.stream().map(Future::result).toList(), Outcome.GRANTED));
        assertFree(495, 144_998, boat);
    }

    @Test
    default void keepsThoseInTimeApartFromTheLate() {
        String boat = boat();
        Deadline now = Deadline.in(Duration.ZERO, CLOCK);
        List<Future<Outcome>> calls = Stream.of(soon(), soon(), now, soon())
                .map(deadline -> vessels().reserve(boat, reservation(new Cargo(1, 1)), deadline))
                .toList();
        await(Future.join(calls).otherwiseEmpty());

        assertEquals(
                List.of(true, true, false, true),
                calls.stream().map(Future::succeeded).toList());
        assertFree(497, 199_997, boat);
    }

    @Test
    default void grantsNothingTogetherThatIsBuried() {
        String boat = boat();
        Reservation buried = reservation(new Cargo(1, 1));
        release(boat, buried);
        List<Future<Outcome>> calls = Stream.of(reservation(new Cargo(1, 1)), reservation(new Cargo(1, 1)), buried)
                .map(reservation -> vessels().reserve(boat, reservation, soon()))
                .toList();
        await(Future.join(calls));

        assertEquals(
                List.of(Outcome.GRANTED, Outcome.GRANTED, Outcome.REFUSED),
                calls.stream().map(Future::result).toList());
        assertFree(498, 199_998, boat);
    }
}
