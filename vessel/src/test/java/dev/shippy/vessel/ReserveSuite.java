package dev.shippy.vessel;

import static dev.shippy.vessel.Awaiting.await;
import static dev.shippy.vessel.Awaiting.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.vessel.VesselRepository.Outcome;
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
}
