package dev.shippy.vessel;

import static dev.shippy.vessel.Awaiting.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.shippy.runtime.mongo.MongoConfig;
import dev.shippy.runtime.mongo.MongoIndex;
import dev.shippy.runtime.mongo.MongoStore;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The repository's whole contract, on one database. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class MongoVesselsSuite implements ReserveSuite, ReleaseSuite, FleetSuite, ViewSuite {

    /** Used by a test that keeps fewer tombstones than the service. */
    private static final MongoIndex FEW_TOMBSTONES = new MongoIndex(
            "few_tombstones",
            new JsonObject().put(VesselDocument.TOMBSTONE_COUNT, 1).put("_id", 1));

    private final Vertx vertx = Vertx.vertx();
    private final String url;
    private final MongoStore store;
    private final Map<List<Object>, Instance> instances = new ConcurrentHashMap<>();

    /** Requires an empty database. */
    MongoVesselsSuite(String url) {
        this.url = url;
        this.store = connect();
        await(store.makeIndexes(MongoVesselRepository.COLLECTION, MongoVesselRepository.INDEXES));
        await(store.makeIndexes(MongoVesselRepository.COLLECTION, List.of(FEW_TOMBSTONES)));
    }

    private MongoStore connect() {
        MongoConfig config = new MongoConfig(url, Duration.ofSeconds(5));
        return await(MongoStore.connect(vertx, config, Duration.ofSeconds(10)));
    }

    @AfterAll
    void stop() {
        await(store.close());
        await(vertx.close());
    }

    @Test
    void prunesAgainWhatAnInstanceOfAnEarlierReleaseHasPruned() {
        String boat = boat();
        release(boat, reservation(SAMPLE));
        change(boat, new JsonObject().put("$set", new JsonObject().put("tombstones", new JsonArray())));
        CLOCK.forward(Duration.ofMinutes(11));

        prune();

        JsonObject document = document(boat);
        assertEquals(0, document.getInteger(VesselDocument.TOMBSTONE_COUNT));
        assertFalse(document.containsKey(VesselDocument.OLDEST_TOMBSTONE), document::encode);
    }

    @Test
    void prunesWhatAnInstanceOfAnEarlierReleaseHasClosedOnceThereIsAnother() {
        String boat = boat();
        release(boat, reservation(SAMPLE));
        JsonObject fields =
                new JsonObject().put(VesselDocument.TOMBSTONE_COUNT, "").put(VesselDocument.OLDEST_TOMBSTONE, "");
        change(boat, new JsonObject().put("$unset", fields));
        release(boat, reservation(SAMPLE));
        CLOCK.forward(Duration.ofMinutes(11));

        prune();

        assertEquals(Set.of(), ledger(boat).tombstones());
    }

    /** Repeats, because one round prunes only some vessels. */
    private void prune() {
        int pruned = 1;
        while (pruned > 0) {
            pruned = await(vessels().prune(TEN_MINUTES));
        }
    }

    @Override
    public VesselRepository repository(Clock clock, int mostHolds) {
        return instances
                .computeIfAbsent(List.of(clock, mostHolds), fresh -> new Instance(vertx, store, clock, mostHolds))
                .vessels();
    }

    @Override
    public Instance instance(int mostHolds) {
        return new Instance(vertx, store, CLOCK, mostHolds).load();
    }

    @Override
    public Sightings sightings(PageSize size) {
        return onContext(new MongoSightings(store, size));
    }

    @Override
    public Sightings closedSightings(PageSize size) {
        MongoStore closed = connect();
        await(closed.close());
        return onContext(new MongoSightings(closed, size));
    }

    private Sightings onContext(Sightings sightings) {
        return Instance.onContext(vertx.getOrCreateContext(), Sightings.class, sightings);
    }

    @Override
    public void change(String vesselId, JsonObject change) {
        await(store.client().updateCollection(MongoVesselRepository.COLLECTION, VesselDocument.byId(vesselId), change));
    }

    @Override
    public void delete(String vesselId) {
        await(store.client().removeDocument(MongoVesselRepository.COLLECTION, VesselDocument.byId(vesselId)));
    }

    @Override
    public Ledger ledger(String vesselId) {
        return Ledger.of(document(vesselId));
    }

    private JsonObject document(String vesselId) {
        return await(store.client()
                .findOne(MongoVesselRepository.COLLECTION, VesselDocument.byId(vesselId), new JsonObject()));
    }
}
