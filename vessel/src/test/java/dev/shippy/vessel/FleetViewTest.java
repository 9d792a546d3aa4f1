package dev.shippy.vessel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FleetViewTest {

    private static final int MOST_HOLDS = 3;
    private static final Cargo CARGO = new Cargo(1, 10);
    private static final Comparator<Vessel> BEST_FIT = Comparator.comparing(Vessel::freeWeight)
            .thenComparing(Vessel::freeCapacity)
            .thenComparing(Vessel::id);

    private final FleetView view = new FleetView(MOST_HOLDS);
    private final Map<String, Sighting> naive = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void tellsWhatALookAtEachVesselTells(long seed) {
        Random random = new Random(seed);
        for (int step = 0; step < 5_000; step++) {
            Sighting sighting = sighting(random, "v" + random.nextInt(200), step);
            view.learn(sighting);
            naive.put(sighting.vessel().id(), sighting);

            Cargo cargo = new Cargo(random.nextInt(1, 40), random.nextInt(1, 40));
            List<String> except = IntStream.range(0, random.nextInt(17))
                    .mapToObj(i -> "v" + random.nextInt(250))
                    .toList();
            assertEquals(naive(cargo, except), view.find(cargo, except), "seed " + seed + ", step " + step);
        }
        assertEquals(naive.size(), view.size());
    }

    @Test
    void ignoresWhatIsOlderThanWhatItKnows() {
        view.learn(Sighting.read(vessel("a", 30), 7, 0));

        view.learn(Sighting.read(vessel("a", 20), 6, 0));
        view.learn(Sighting.updated(vessel("a", 20), 7, 1));

        assertEquals(Optional.of(30), freeWeight());
        view.learn(Sighting.updated(vessel("a", 20), 8, 1));
        assertEquals(Optional.of(20), freeWeight());
    }

    @Test
    void goesOnCountingChangesWhenAnIntIsFull() {
        view.learn(Sighting.read(vessel("a", 30), Integer.MAX_VALUE, 0));

        view.learn(Sighting.read(vessel("a", 20), Integer.MAX_VALUE + 1L, 0));

        assertEquals(Optional.of(20), freeWeight());
    }

    @Test
    void countsHoldsOnFromThoseThatWereRead() {
        view.learn(Sighting.read(vessel("a", 30), 1, MOST_HOLDS - 1));
        assertEquals(Optional.of(30), freeWeight());

        view.learn(Sighting.updated(vessel("a", 29), 2, 1));
        assertEquals(Optional.empty(), freeWeight());

        view.learn(Sighting.updated(vessel("a", 30), 3, -1));
        assertEquals(Optional.of(30), freeWeight());
    }

    @Test
    void believesACountOfTheSameChange() {
        view.learn(Sighting.updated(vessel("a", 30), 2, 1));
        assertEquals(Optional.of(30), freeWeight());

        view.learn(Sighting.read(vessel("a", 30), 2, MOST_HOLDS));

        assertEquals(Optional.empty(), freeWeight());
    }

    @Test
    void forgetsAVesselUntilItIsLearnedAgain() {
        view.learn(Sighting.read(vessel("a", 20), 7, MOST_HOLDS - 1));
        view.learn(Sighting.read(vessel("b", 30), 7, 0));

        view.forget("a");
        view.forget("a");
        view.forget("nobody");

        assertEquals(Optional.of(30), freeWeight());
        assertEquals(1, view.size());
        view.learn(Sighting.updated(vessel("a", 25), 1, 1));
        assertEquals(Optional.of(25), freeWeight());
        assertEquals(2, view.size());
    }

    @Test
    void believesARefusalThatSawFewerChanges() {
        view.learn(Sighting.read(vessel("a", 30), 7, MOST_HOLDS - 1));

        view.correct(Sighting.updated(vessel("a", 25), 1, 0));
        assertEquals(Optional.of(25), freeWeight());

        view.learn(Sighting.updated(vessel("a", 20), 2, 1));
        assertEquals(Optional.of(20), freeWeight());
    }

    @Test
    void believesARefusalThatSawAChangeByHand() {
        view.learn(Sighting.read(vessel("a", 30), 7, MOST_HOLDS - 1));

        view.correct(Sighting.updated(vessel("a", 20), 7, 0));
        assertEquals(Optional.of(20), freeWeight());

        view.learn(Sighting.updated(vessel("a", 19), 8, 1));
        assertEquals(Optional.empty(), freeWeight(), "its holds are still counted");
    }

    @Test
    void learnsFromARefusal() {
        view.correct(Sighting.updated(vessel("a", 30), 7, 0));
        assertEquals(Optional.of(30), freeWeight());

        view.correct(Sighting.updated(vessel("a", 20), 8, 0));
        assertEquals(Optional.of(20), freeWeight());
    }

    @Test
    void carriesAllThatAVesselHas() {
        Vessel vessel = new Vessel("Schiff_1", "\u00d8resund \u2693", 500, 200_000, true, "owner", 497, 145_000);

        view.learn(Sighting.read(vessel, 1, 0));

        assertEquals(Optional.of(vessel), view.find(CARGO, List.of("nobody")));
    }

    private Optional<Integer> freeWeight() {
        return view.find(CARGO, List.of()).map(Vessel::freeWeight);
    }

    private static Vessel vessel(String id, int freeWeight) {
        return new Vessel(id, "", 50, 50, true, "owner", 50, freeWeight);
    }

    private static Sighting sighting(Random random, String id, long changes) {
        Vessel vessel = new Vessel(
                id,
                "name of " + id,
                50,
                50,
                random.nextInt(5) > 0,
                "owner" + random.nextInt(5),
                random.nextInt(51),
                random.nextInt(51));
        return Sighting.read(vessel, changes, random.nextInt(MOST_HOLDS + 1));
    }

    private Optional<Vessel> naive(Cargo cargo, Collection<String> except) {
        return naive.values().stream()
                .filter(sighting -> sighting.holds() < MOST_HOLDS)
                .map(Sighting::vessel)
                .filter(vessel -> vessel.available() && !except.contains(vessel.id()))
                .filter(vessel -> vessel.freeWeight() >= cargo.weight() && vessel.freeCapacity() >= cargo.containers())
                .min(BEST_FIT);
    }
}
