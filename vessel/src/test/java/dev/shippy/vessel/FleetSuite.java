package dev.shippy.vessel;

import static dev.shippy.vessel.Awaiting.await;
import static dev.shippy.vessel.Awaiting.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.ErrorCode;
import dev.shippy.vessel.VesselRepository.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Seed, search, pages and creation, on any store. */
interface FleetSuite extends VesselRepositorySuite {

    @Test
    default void seedsOnceWhenInstancesStartAtOnce() {
        Vessel seed = Vessel.empty(freshId(), "Boaty McBoatface", 500, 200_000, true, "vessel");

        assertEquals(
                8, race(8, () -> vessels().prepare(List.of(seed)).map(true)).size());

        assertEquals(Optional.of(seed), await(vessels().find(seed.id())));
    }

    @Test
    default void aSeedNeverResetsAVesselThatIsThere() {
        Vessel seed = Vessel.empty(freshId(), "Boaty McBoatface", 500, 200_000, true, "vessel");
        await(vessels().prepare(List.of(seed)));
        assertEquals(Outcome.GRANTED, reserve(seed.id(), reservation(SAMPLE)));

        await(vessels().prepare(List.of(seed)));

        assertFree(497, 145_000, seed.id());
    }

    @Test
    default void findsTheVesselThatTheCargoFillsBest() {
        Cargo cargo = freshCargo();
        String larger = boat(5, cargo.weight() + 2);
        String tight = boat(5, cargo.weight() + 1);
        String tooSmall = boat(5, cargo.weight() - 1);

        assertEquals(Optional.of(tight), find(vessels(), cargo));
        assertEquals(Optional.of(larger), find(vessels(), cargo, tight));
        assertFalse(find(vessels(), cargo, tight, larger).equals(Optional.of(tooSmall)));
    }

    @Test
    default void prefersTheSmallerThenTheFirstOfEquals() {
        Cargo cargo = freshCargo();
        String wider = boat(3, cargo.weight());
        List<String> equals =
                Stream.generate(() -> boat(2, cargo.weight())).limit(2).sorted().toList();

        assertEquals(Optional.of(equals.get(0)), find(vessels(), cargo));
        assertEquals(Optional.of(equals.get(1)), find(vessels(), cargo, equals.get(0)));
        assertEquals(Optional.of(wider), find(vessels(), cargo, equals.get(0), equals.get(1)));
    }

    @Test
    default void findsNoVesselThatIsFullOrOutOfService() {
        Cargo cargo = freshCargo();
        boat(Vessel.empty(freshId(), "", 1, cargo.weight(), false, "somebody"));
        String full = boat(1, cargo.weight());
        assertEquals(Outcome.GRANTED, reserve(full, reservation(cargo)));
        String free = boat(1, cargo.weight());

        assertEquals(Optional.of(free), find(vessels(), cargo));
    }

    @Test
    default void findsNoVesselWithTooManyHolds() {
        Cargo cargo = freshCargo();
        String crowded = boat(5, cargo.weight() + 1);
        assertEquals(Outcome.GRANTED, reserve(crowded, reservation(new Cargo(1, 1))));
        String free = boat(5, cargo.weight() + 1);

        assertEquals(Optional.of(free), find(repository(CLOCK, 1), cargo));
        assertEquals(Optional.of(crowded), find(repository(CLOCK, 2), cargo));
    }

    @Test
    default void showsTheRoomThatIsLeft() {
        String boat = boat();
        assertEquals(Outcome.GRANTED, reserve(boat, reservation(SAMPLE)));

        assertEquals(
                Optional.of(new Vessel(boat, "a boat", 500, 200_000, true, "somebody", 497, 145_000)),
                await(vessels().find(boat)));
    }

    @Test
    default void theSameRequestCreatesOnce() {
        Vessel vessel = Vessel.empty(freshId(), "a boat", 5, 5, true, "somebody");
        String request = freshId();

        List<Vessel> created = race(20, () -> vessels().create(vessel, request));

        assertEquals(List.of(vessel), created.stream().distinct().toList());
        assertEquals(Outcome.GRANTED, reserve(vessel.id(), reservation(new Cargo(1, 2))));
        assertEquals(3, await(vessels().create(vessel, request)).freeWeight());
    }

    @Test
    default void anotherRequestCannotHaveTheSameId() {
        Vessel vessel = Vessel.empty(freshId(), "a boat", 5, 5, true, "somebody");
        await(vessels().create(vessel, freshId()));

        String sentence = refusal(ErrorCode.ALREADY_EXISTS, vessels().create(vessel, freshId()));

        assertTrue(sentence.contains(vessel.id()), sentence);
    }

    @Test
    default void findsNothingUnderAnUnknownId() {
        assertEquals(Optional.empty(), await(vessels().find(freshId())));
    }

    @Test
    default void listsEveryVesselOnceWhileOthersAreAdded() {
        List<String> before = Stream.generate(this::boat).limit(5).toList();
        List<String> seen = new ArrayList<>();

        for (int pages = 0; seen.addAll(idsAfter(seen)); pages++) {
            assertTrue(pages < 1_000, "no end");
            if (pages < 5) {
                boat();
            }
        }

        assertTrue(seen.containsAll(before));
        assertEquals(seen.stream().sorted().distinct().toList(), seen);
    }

    private List<String> idsAfter(List<String> seen) {
        String last = seen.isEmpty() ? "" : seen.get(seen.size() - 1);
        List<String> page =
                await(vessels().list(last, 3)).stream().map(Vessel::id).toList();
        assertTrue(page.size() <= 3, page.toString());
        return page;
    }

    /** So heavy that no other test's vessel is in the way. */
    private Cargo freshCargo() {
        return new Cargo(1, 1_000_000_000 + RANDOM.nextInt(1_000_000_000));
    }

    private static Optional<String> find(VesselRepository vessels, Cargo cargo, String... except) {
        return await(vessels.findAvailable(cargo, List.of(except))).map(Vessel::id);
    }
}
