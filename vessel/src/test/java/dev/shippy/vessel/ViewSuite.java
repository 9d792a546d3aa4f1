package dev.shippy.vessel;

import static dev.shippy.vessel.Awaiting.await;
import static dev.shippy.vessel.Awaiting.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.Limits;
import dev.shippy.vessel.VesselRepository.Outcome;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a process knows of the vessels without asking the store, on any store. */
interface ViewSuite extends VesselRepositorySuite {

    AtomicInteger LARGEST = new AtomicInteger(10_000);

    /** Another process, which has loaded what there is. */
    Instance instance(int mostHolds);

    /** The store as a lookout sees it. */
    Sightings sightings(PageSize size);

    /** The same over connections that are closed. */
    Sightings closedSightings(PageSize size);

    /** Changes a document beside every repository. */
    void change(String vesselId, JsonObject change);

    /** Deletes a document beside every repository. */
    void delete(String vesselId);

    @Test
    default void knowsWhatItHasDoneItself() {
        Instance instance = instance(Limits.HOLDS);
        Cargo cargo = freshCargo();
        Vessel vessel = Vessel.empty(freshId(), "a boat", cargo.containers() + 2, 1_000, true, "somebody");
        Reservation reservation = reservation(new Cargo(2, 5));

        await(instance.vessels().create(vessel, freshId()));
        assertEquals(Optional.of(vessel), instance.known(cargo));

        assertEquals(Outcome.GRANTED, await(instance.vessels().reserve(vessel.id(), reservation, soon())));
        assertEquals(Optional.of(995), freeWeight(instance, cargo));

        await(instance.vessels().release(vessel.id(), reservation, soon()));
        assertEquals(Optional.of(vessel), instance.known(cargo));
    }

    @Test
    default void learnsWhatOthersHaveDone() {
        Instance instance = instance(Limits.HOLDS);
        Cargo cargo = freshCargo();
        String boat = boat(cargo.containers() + 2, 1_000);
        instance.look();
        assertEquals(Optional.of(1_000), freeWeight(instance, cargo));
        Reservation reservation = reservation(new Cargo(2, 5));

        assertEquals(Outcome.GRANTED, reserve(boat, reservation));
        instance.look();
        assertEquals(Optional.of(995), freeWeight(instance, cargo));

        release(boat, reservation);
        instance.look();
        assertEquals(Optional.of(1_000), freeWeight(instance, cargo));
    }

    @Test
    default void loadsVesselsOfAnEarlierRelease() {
        Cargo cargo = freshCargo();
        String boat = boat(cargo.containers() + 2, 1_000);
        change(
                boat,
                new JsonObject()
                        .put("$unset", new JsonObject().put("changes", 1).put("changed", 1)));

        Instance instance = instance(Limits.HOLDS);

        assertEquals(Optional.of(boat), known(instance, cargo));
        assertEquals(Outcome.GRANTED, reserve(boat, reservation(new Cargo(2, 5))));
        instance.look();
        assertEquals(Optional.of(995), freeWeight(instance, cargo));
    }

    @Test
    default void aStaleViewNeverRefuses() {
        Instance instance = instance(Limits.HOLDS);
        Cargo cargo = freshCargo();
        String boat = boat(cargo.containers(), 1_000);
        Reservation reservation = reservation(cargo);
        assertEquals(Outcome.GRANTED, reserve(boat, reservation));
        instance.look();
        assertEquals(Optional.empty(), known(instance, cargo));

        release(boat, reservation);

        assertEquals(Optional.of(boat), found(instance, cargo));
        assertEquals(Optional.of(boat), known(instance, cargo), "it goes into the view");
    }

    @Test
    default void aStaleViewCostsAnAttemptAndNoRoom() {
        Instance instance = instance(Limits.HOLDS);
        Cargo cargo = freshCargo();
        String boat = boat(cargo.containers(), 1_000);
        instance.look();
        assertEquals(Outcome.GRANTED, reserve(boat, reservation(cargo)));

        assertEquals(Optional.of(boat), found(instance, cargo));
        assertEquals(Outcome.REFUSED, await(instance.vessels().reserve(boat, reservation(cargo), soon())));
        assertFree(0, 1_000 - cargo.weight(), boat);
        String other = boat(cargo.containers(), 1_000);
        assertEquals(Optional.of(other), found(instance, cargo, boat));
    }

    @Test
    default void whoWasRefusedIsToldOfNoOtherVesselThatIsFull() {
        Instance instance = instance(Limits.HOLDS);
        Cargo cargo = freshCargo();
        String first = boat(cargo.containers(), 1_000);
        String second = boat(cargo.containers(), 2_000);
        String third = boat(cargo.containers(), 3_000);
        instance.look();
        assertEquals(Outcome.GRANTED, reserve(first, reservation(cargo)));
        assertEquals(Outcome.GRANTED, reserve(second, reservation(cargo)));

        assertEquals(Optional.of(first), found(instance, cargo), "it is behind");
        assertEquals(Optional.of(third), found(instance, cargo, first));
    }

    @Test
    default void forgetsAVesselThatIsGone() {
        Instance instance = instance(Limits.HOLDS);
        Cargo cargo = freshCargo();
        String gone = boat(cargo.containers(), 1_000);
        String other = boat(cargo.containers(), 2_000);
        instance.look();
        delete(gone);

        assertEquals(Optional.of(gone), found(instance, cargo), "nothing tells of it");
        assertEquals(Outcome.REFUSED, await(instance.vessels().reserve(gone, reservation(cargo), soon())));
        assertEquals(Optional.of(other), found(instance, cargo));
        boat(Vessel.empty(gone, "", cargo.containers(), 1_000, true, "somebody"));
        instance.look();
        assertEquals(Optional.of(gone), known(instance, cargo));
    }

    @Test
    default void learnsAVesselThatWasMadeAnew() {
        Instance instance = instance(Limits.HOLDS);
        Cargo cargo = freshCargo();
        Cargo light = new Cargo(cargo.containers(), 1);
        String boat = boat(cargo.containers(), 1_000);
        Reservation reservation = reservation(cargo);
        assertEquals(Outcome.GRANTED, reserve(boat, reservation));
        release(boat, reservation);
        instance.look();
        delete(boat);
        boat(Vessel.empty(boat, "", cargo.containers(), light.weight(), true, "somebody"));

        assertEquals(Outcome.REFUSED, await(instance.vessels().reserve(boat, reservation(cargo), soon())));

        assertEquals(Optional.empty(), known(instance, cargo));
        assertEquals(Optional.of(boat), known(instance, light));
    }

    @Test
    default void countsTheHoldsThatItReads() {
        Instance two = instance(2);
        Cargo cargo = freshCargo();
        String boat = boat(cargo.containers() + 2, 1_000);
        assertEquals(Outcome.GRANTED, reserve(boat, reservation(new Cargo(1, 1))));
        two.look();
        assertEquals(Optional.of(boat), known(two, cargo));

        assertEquals(Outcome.GRANTED, await(two.vessels().reserve(boat, reservation(new Cargo(1, 1)), soon())));
        assertEquals(Optional.empty(), known(two, cargo));
        two.look();
        assertEquals(Optional.empty(), known(two, cargo));
    }

    @Test
    default void aSpoiledVesselKeepsNoOtherOutOfView() {
        Cargo cargo = freshCargo();
        String spoiled = boat(cargo.containers() + 2, 1_000);
        String good = boat(cargo.containers() + 2, 1_000);
        change(spoiled, new JsonObject().put("$unset", new JsonObject().put("name", 1)));
        try {
            assertEquals(Optional.of(good), known(instance(Limits.HOLDS), cargo));
            assertEquals(Outcome.GRANTED, reserve(spoiled, reservation(new Cargo(1, 1))));
        } finally {
            change(spoiled, new JsonObject().put("$set", new JsonObject().put("name", "")));
        }
    }

    @Test
    default void aSpoiledSeedDoesNotStopTheStart() {
        Vessel seed = Vessel.empty(freshId(), "Boaty McBoatface", 500, 200_000, true, "vessel");
        await(vessels().prepare(List.of(seed)));
        change(seed.id(), set("capacity", 100));
        try {
            await(instance(Limits.HOLDS).vessels().prepare(List.of(seed)));
        } finally {
            change(seed.id(), set("capacity", 500));
        }
    }

    @Test
    default void aSearchOfTheStorePassesOverSpoiledVessels() {
        Instance instance = instance(Limits.HOLDS);
        Cargo cargo = freshCargo();
        List<String> spoiled =
                Stream.generate(() -> boat(cargo.containers(), 1_000)).limit(2).toList();
        spoiled.forEach(boat -> change(boat, set("capacity", 1)));
        try {
            assertEquals(Optional.empty(), found(instance, cargo));
            String good = boat(cargo.containers(), 2_000);
            assertEquals(Optional.of(good), found(instance, cargo));
        } finally {
            spoiled.forEach(boat -> change(boat, set("capacity", cargo.containers())));
        }
    }

    @Test
    default void loadsPageByPage() {
        Cargo cargo = freshCargo();
        List<String> boats = Stream.generate(() -> boat(cargo.containers(), 1_000))
                .limit(2 * Instance.PAGE)
                .sorted()
                .toList();

        Instance instance = instance(Limits.HOLDS);

        assertEquals(Optional.of(boats.get(0)), known(instance, cargo));
        assertTrue(instance.size() >= boats.size());
    }

    @Test
    default void readsASmallerPageAfterAFailure() {
        Stream.generate(this::boat).limit(9).forEach(boat -> {});
        PageSize size = new PageSize(8);

        refusal(ErrorCode.UNAVAILABLE, closedSightings(size).page(""));
        Sightings.Page half = await(sightings(size).page(""));
        refusal(ErrorCode.UNAVAILABLE, closedSightings(size).changedFrom(0, ""));
        Sightings.Page less = await(sightings(size).page(half.lastId()));

        assertEquals(4, half.found().size());
        assertTrue(half.more());
        assertEquals(2, less.found().size());
        assertEquals(3, size.now());
    }

    private static JsonObject set(String field, Object value) {
        return new JsonObject().put("$set", new JsonObject().put(field, value));
    }

    private static Optional<Integer> freeWeight(Instance instance, Cargo cargo) {
        return instance.known(cargo).map(Vessel::freeWeight);
    }

    private static Optional<String> known(Instance instance, Cargo cargo) {
        return instance.known(cargo).map(Vessel::id);
    }

    private static Optional<String> found(Instance instance, Cargo cargo, String... except) {
        return await(instance.vessels().findAvailable(cargo, List.of(except))).map(Vessel::id);
    }

    /** So large that no earlier test's vessel has room for it. */
    private static Cargo freshCargo() {
        return new Cargo(LARGEST.addAndGet(10), 100);
    }
}
