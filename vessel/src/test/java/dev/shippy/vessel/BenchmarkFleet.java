package dev.shippy.vessel;

import dev.shippy.contracts.Limits;
import dev.shippy.contracts.vessel.v1.Specification;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** A fleet in memory, without a store, and the questions that it is asked; each has an answer. */
final class BenchmarkFleet {

    private static final int HEAVIEST = 1_000_000;

    final FleetView view = new FleetView(Limits.HOLDS);

    private final int containers;
    private final Random random;

    /** Vessels with free room at random, asked for a few containers. */
    static BenchmarkFleet mixed(int size) {
        BenchmarkFleet fleet = new BenchmarkFleet(size, 3);
        fleet.fill(size, 500);
        return fleet;
    }

    /** As many with enough weight and too little capacity, and one, the heaviest, that has both. */
    static BenchmarkFleet lackingCapacity(int size) {
        BenchmarkFleet fleet = new BenchmarkFleet(size, 900);
        fleet.fill(size - 1, 500);
        fleet.learn("the-one", 1_000, HEAVIEST);
        return fleet;
    }

    private BenchmarkFleet(int seed, int containers) {
        this.random = new Random(seed);
        this.containers = containers;
    }

    /** Learns so many vessels with free capacity below a bound, or changes them when they are there. */
    void fill(int size, int capacities) {
        for (int i = 0; i < size; i++) {
            learn(RequestKey.of(i), random.nextInt(capacities), 1 + random.nextInt(HEAVIEST - 1));
        }
    }

    Cargo cargo() {
        return new Cargo(containers, random.nextInt(1, HEAVIEST * 9 / 10));
    }

    Specification specification() {
        Cargo cargo = cargo();
        return Specification.newBuilder()
                .setCapacity(cargo.containers())
                .setMaxWeight(cargo.weight())
                .build();
    }

    VesselRepository vessels(Vertx vertx) {
        Lookout nobody = new Lookout(vertx, new FakeSightings(), view, Duration.ofHours(1));
        return new ViewedVessels(new FakeVessels(), view, nobody);
    }

    void find() {
        if (view.find(cargo(), List.of()).isEmpty()) {
            throw new IllegalStateException("Nothing was found");
        }
    }

    private void learn(String id, int freeCapacity, int freeWeight) {
        String owner = "8aff802d-1fe3-4d17-bde4-f74535f22216";
        view.learn(Sighting.read(
                new Vessel(id, "Boaty McBoatface", 1_000, HEAVIEST, true, owner, freeCapacity, freeWeight), 1, 0));
    }
}
