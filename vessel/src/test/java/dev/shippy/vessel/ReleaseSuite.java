package dev.shippy.vessel;

import static dev.shippy.vessel.Awaiting.await;
import static dev.shippy.vessel.Awaiting.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.Limits;
import dev.shippy.vessel.VesselRepository.Outcome;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Steps L1 to P1 of booking.md, on any store. */
interface ReleaseSuite extends VesselRepositorySuite {

    Tombstones TEN_MINUTES = new Tombstones(Duration.ofMinutes(10), Tombstones.KEEP);

    @Test
    default void givesBackTheRoomItHeld() {
        String boat = boat();
        Reservation reservation = reservation(SAMPLE);
        assertEquals(Outcome.GRANTED, reserve(boat, reservation));

        release(boat, reservation);

        assertFree(500, 200_000, boat);
        assertEquals(Set.of(reservation.id()), ledger(boat).tombstones());
    }

    @Test
    default void givesBackOnceHoweverOftenItIsAsked() {
        String boat = boat();
        Reservation reservation = reservation(SAMPLE);
        assertEquals(Outcome.GRANTED, reserve(boat, reservation(SAMPLE)));
        assertEquals(Outcome.GRANTED, reserve(boat, reservation));

        assertEquals(
                50,
                race(50, () -> vessels().release(boat, reservation, soon()).map(true))
                        .size());
        release(boat, reservation);

        assertFree(497, 145_000, boat);
        assertEquals(Set.of(reservation.id()), ledger(boat).tombstones());
    }

    @Test
    default void aReleaseStopsAReserveThatComesLate() {
        String boat = boat();
        Reservation reservation = reservation(SAMPLE);

        release(boat, reservation);

        assertEquals(Outcome.REFUSED, reserve(boat, reservation));
        assertFree(500, 200_000, boat);
    }

    @Test
    default void reservesAndReleasesThatRaceLeaveNothing() {
        String boat = boat();
        List<Reservation> all =
                Stream.generate(() -> reservation(new Cargo(1, 1))).limit(20).toList();

        await(Future.join(all.stream()
                .flatMap(each -> Stream.<Future<?>>of(
                        vessels().reserve(boat, each, soon()),
                        vessels().release(boat, each, soon()),
                        vessels().reserve(boat, each, soon())))
                .toList()));

        assertFree(500, 200_000, boat);
        assertEquals(20, ledger(boat).tombstones().size());
    }

    @Test
    default void releasesOnAVesselThatDoesNotExist() {
        release(freshId(), reservation(SAMPLE));
    }

    @Test
    default void refusesToGiveBackAnotherRoomThanItHolds() {
        String boat = boat();
        Reservation reservation = reservation(SAMPLE);
        assertEquals(Outcome.GRANTED, reserve(boat, reservation));
        Reservation other = new Reservation(reservation.id(), new Cargo(3, 54_999));

        refusal(ErrorCode.FAILED_PRECONDITION, vessels().release(boat, other, soon()));

        assertFree(497, 145_000, boat);
    }

    @Test
    default void theFloorStopsALateReserveOfWhatIsForgotten() {
        String boat = boat();
        Reservation old = reservation(SAMPLE);
        Reservation young = reservation(SAMPLE);
        MovableClock asleep = new MovableClock(CLOCK.instant());
        Deadline oldDeadline = soon();
        release(boat, old);
        CLOCK.forward(Duration.ofMinutes(11));
        release(boat, young);

        prune(TEN_MINUTES);

        assertEquals(Set.of(young.id()), ledger(boat).tombstones());
        assertEquals(oldDeadline.unixMillis(), ledger(boat).closedUpTo());
        // A process that slept through all this finds its deadline in the future: only the floor can stop it.
        refusal(ErrorCode.DEADLINE_EXCEEDED, repository(asleep, Limits.HOLDS).reserve(boat, old, oldDeadline));
        // The deadline by the service's clock does not matter: the floor is a time of the caller's clock.
        Deadline corrected =
                new Deadline(soon().unixMillis() + Duration.ofHours(1).toMillis());
        refusal(ErrorCode.DEADLINE_EXCEEDED, vessels().reserve(boat, old, corrected, oldDeadline));
        assertEquals(Outcome.GRANTED, reserve(boat, reservation(SAMPLE)));
        assertFree(497, 145_000, boat);
    }

    @Test
    default void aReleaseOfWhatIsForgottenIsDoneAlready() {
        String boat = boat();
        Reservation reservation = reservation(SAMPLE);
        Deadline upTo = soon();
        await(vessels().release(boat, reservation, upTo));
        CLOCK.forward(Duration.ofMinutes(11));
        prune(TEN_MINUTES);

        await(vessels().release(boat, reservation, upTo));

        assertEquals(Set.of(), ledger(boat).tombstones());
    }

    @Test
    default void aHoldOutlivesTheFloor() {
        String boat = boat();
        Reservation held = reservation(SAMPLE);
        Deadline upTo = soon();
        assertEquals(Outcome.GRANTED, reserve(boat, held));
        release(boat, reservation(SAMPLE));
        CLOCK.forward(Duration.ofMinutes(11));
        prune(TEN_MINUTES);

        assertFree(497, 145_000, boat);
        await(vessels().release(boat, held, upTo));
        assertFree(500, 200_000, boat);
    }

    @Test
    default void theFloorNeverSinks() {
        String boat = boat();
        Deadline first = soon();
        Deadline second = new Deadline(first.unixMillis() + 1);
        Reservation held = reservation(SAMPLE);
        assertEquals(Outcome.GRANTED, reserve(boat, held));
        await(vessels().release(boat, reservation(SAMPLE), second));
        CLOCK.forward(Duration.ofMinutes(11));
        prune(TEN_MINUTES);

        await(vessels().release(boat, held, first));
        prune(TEN_MINUTES);

        assertEquals(Set.of(), ledger(boat).tombstones());
        assertEquals(second.unixMillis(), ledger(boat).closedUpTo());
    }

    @Test
    default void forgetsTheOldestWhenThereAreTooMany() {
        String boat = boat();
        Reservation second = reservation(SAMPLE);
        release(boat, reservation(SAMPLE));
        CLOCK.forward(Duration.ofSeconds(1));
        release(boat, second);
        CLOCK.forward(Duration.ofSeconds(5));

        prune(new Tombstones(Duration.ofMinutes(10), 1));

        assertEquals(Set.of(second.id()), ledger(boat).tombstones());
    }

    @Test
    default void forgetsAgainWhatIsClosedAfterItHasForgotten() {
        String boat = boat();
        for (int round = 0; round < 3; round++) {
            release(boat, reservation(SAMPLE));
            CLOCK.forward(Duration.ofMinutes(11));
            prune(TEN_MINUTES);

            assertEquals(Set.of(), ledger(boat).tombstones());
        }
    }

    /** A round looks at some vessels only. */
    private void prune(Tombstones tombstones) {
        int pruned = 1;
        for (int round = 0; pruned > 0; round++) {
            assertTrue(round < 100, "prunes for ever");
            pruned = await(vessels().prune(tombstones));
        }
    }
}
