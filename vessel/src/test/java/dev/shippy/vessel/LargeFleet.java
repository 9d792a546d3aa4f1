package dev.shippy.vessel;

import static dev.shippy.vessel.Awaiting.await;

import dev.shippy.contracts.Limits;
import dev.shippy.runtime.mongo.MongoStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A fleet like that of a long-running system, with vessels of all sizes. One in ten is out of service; one in ten has
 * closed reservations, half of them old. A few have the maximum of holds, or more tombstones than are kept.
 */
final class LargeFleet {

    private static final int BATCH = 1_000;
    private static final int LARGEST = 20_000;
    private static final int KILOGRAMS_A_CONTAINER = 400;
    private static final int TOMBSTONE_MILLIS = 1_200_000;

    private final MongoStore store;
    private final Random random = new Random(7);
    private final long now = System.currentTimeMillis();
    private final List<JsonObject> vessels = new ArrayList<>();

    LargeFleet(MongoStore store) {
        this.store = store;
    }

    /** Inserts this many vessels, and a few large documents. */
    void insert(int count) {
        for (int from = 0; from < count; from += BATCH) {
            write(IntStream.range(0, Math.min(BATCH, count - from))
                    .mapToObj(n -> vessel())
                    .toList());
        }
        write(List.of(vessel().put("holds", holds(Limits.HOLDS)), vessel().put("holds", holds(Limits.HOLDS))));
        write(List.of(buried(vessel(), Tombstones.KEEP + 1, now + TOMBSTONE_MILLIS)));
    }

    String id(int number) {
        return "vessel-" + (100_000 + number);
    }

    /**
     * How many vessels a search by free weight must skip before it finds the best one for a cargo, or reaches the end.
     * They have the weight but too little capacity or too many holds, or are out of service.
     */
    long steppedOver(Cargo cargo) {
        List<JsonObject> byWeight = vessels.stream()
                .filter(vessel -> vessel.getInteger("freeWeight") >= cargo.weight())
                .sorted((one, other) -> Integer.compare(one.getInteger("freeWeight"), other.getInteger("freeWeight")))
                .toList();
        return byWeight.stream().takeWhile(vessel -> !hasRoom(vessel, cargo)).count();
    }

    /** How many of these can be recognised only by reading the document. */
    long steppedOverAndRead(Cargo cargo) {
        return vessels.stream()
                .filter(vessel -> vessel.getInteger("freeWeight") >= cargo.weight()
                        && vessel.getInteger("freeCapacity") >= cargo.containers()
                        && !hasRoom(vessel, cargo))
                .count();
    }

    private static boolean hasRoom(JsonObject vessel, Cargo cargo) {
        return vessel.getInteger("freeCapacity") >= cargo.containers()
                && vessel.getBoolean("available")
                && vessel.getJsonArray("holds").size() < Limits.HOLDS;
    }

    private void write(List<JsonObject> documents) {
        var unused = await(store.writeEach(
                MongoVesselRepository.COLLECTION,
                documents.stream().map(BulkOperation::createInsert).toList()));
    }

    private JsonObject vessel() {
        int capacity = 1 + random.nextInt(LARGEST);
        JsonObject vessel = new JsonObject()
                .put("_id", id(vessels.size()))
                .put("name", "a boat")
                .put("capacity", capacity)
                .put("max_weight", capacity * KILOGRAMS_A_CONTAINER)
                .put("available", random.nextInt(10) > 0)
                .put("owner", "somebody")
                .put("request", "request-" + vessels.size())
                .put("freeCapacity", random.nextInt(capacity + 1))
                .put("freeWeight", random.nextInt(capacity * KILOGRAMS_A_CONTAINER + 1))
                .put("holds", holds(5))
                .put("tombstones", new JsonArray())
                .put("closedUpTo", 0L)
                .put("changes", 5L)
                .put("changed", time(now - random.nextInt(100_000_000)));
        vessels.add(vessel);
        return random.nextInt(10) > 0 ? vessel : buried(vessel, 3, now - random.nextInt(TOMBSTONE_MILLIS));
    }

    private JsonObject buried(JsonObject vessel, int count, long upTo) {
        JsonArray tombstones = new JsonArray(IntStream.range(0, count)
                .mapToObj(n -> VesselDocument.byId(reservationId()).put("upTo", upTo + n))
                .toList());
        return vessel.put("tombstones", tombstones)
                .put(VesselDocument.TOMBSTONE_COUNT, count)
                .put(VesselDocument.OLDEST_TOMBSTONE, upTo);
    }

    private JsonArray holds(int count) {
        return new JsonArray(IntStream.range(0, count)
                .mapToObj(n ->
                        VesselDocument.byId(reservationId()).put("capacity", 1).put("weight", 1))
                .toList());
    }

    private String reservationId() {
        return String.format(Locale.ROOT, "%016x%016x.0", random.nextLong(), random.nextLong());
    }

    private static JsonObject time(long millis) {
        return new JsonObject().put("$date", Instant.ofEpochMilli(millis).toString());
    }
}
