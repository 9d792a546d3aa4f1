package dev.shippy.cli.bench;

import dev.shippy.runtime.mongo.MongoStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.UpdateOptions;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * The three writes that a booking is made of, with documents and conditions like the services' own, and nothing else: no
 * NATS, no token, no event. What a booking is compared with.
 */
final class MongoWrites implements Asker {

    private static final String VESSELS = "vessels";
    private static final String CONSIGNMENTS = "consignments";
    private static final int ROOM = 1_000_000;

    private final MongoStore store;
    private final List<String> vessels;
    private final String run = UUID.randomUUID().toString();
    private final AtomicLong written = new AtomicLong();

    private MongoWrites(MongoStore store, List<String> vessels) {
        this.store = store;
        this.vessels = vessels;
    }

    /** Makes the vessels that are written to. */
    static MongoWrites on(MongoStore store, int vessels) {
        List<String> ids = IntStream.range(0, vessels)
                .mapToObj(any -> UUID.randomUUID().toString())
                .toList();
        ids.forEach(id ->
                store.run(() -> store.client().insert(VESSELS, vessel(id))).await());
        return new MongoWrites(store, ids);
    }

    @Override
    public Future<?> ask(long number) {
        String id = run + written.getAndIncrement();
        String vessel = vessels.get((int) (number % vessels.size()));
        MongoClient client = store.client();
        return store.run(() -> client.insert(CONSIGNMENTS, pending(id, vessel)))
                .compose(inserted -> store.run(() -> client.findOneAndUpdateWithOptions(
                        VESSELS,
                        mayHold(vessel, id),
                        takeRoom(id),
                        new FindOptions().setFields(new JsonObject().put("freeCapacity", 1)),
                        new UpdateOptions().setReturningNewDocument(true))))
                .compose(reserved -> reserved == null
                        ? Future.failedFuture("The vessel " + vessel + " is full")
                        : store.run(() -> client.updateCollection(CONSIGNMENTS, stillPending(id), booked(id))));
    }

    private static JsonObject vessel(String id) {
        return new JsonObject()
                .put("_id", id)
                .put("name", "Load test")
                .put("capacity", ROOM)
                .put("max_weight", ROOM)
                .put("available", true)
                .put("owner", id)
                .put("freeCapacity", ROOM)
                .put("freeWeight", ROOM)
                .put("holds", new JsonArray())
                .put("tombstones", new JsonArray())
                .put("closedUpTo", 0L);
    }

    private static JsonObject pending(String id, String vessel) {
        JsonObject container = new JsonObject().put("customerId", "bench").put("origin", "Rotterdam");
        JsonObject body = new JsonObject()
                .put("description", "load test")
                .put("weight", 1)
                .put("containers", new JsonArray().add(container))
                .put("wish", vessel);
        return new JsonObject()
                .put("_id", id)
                .put("owner", vessel)
                .put("createdAt", 1L)
                .put("size", 200)
                .put("body", body)
                .put("digest", id)
                .put("state", "PENDING")
                .put("attempt", 0)
                .put("vessel", vessel)
                .put("closing", false)
                .put("epoch", 0L)
                .put("deadline", 1L)
                .put("refused", new JsonArray())
                .put("events", new JsonArray());
    }

    private static JsonObject mayHold(String vessel, String id) {
        JsonObject atLeastOne = new JsonObject().put("$gte", 1);
        JsonObject another = new JsonObject().put("$ne", id);
        return new JsonObject()
                .put("_id", vessel)
                .put("closedUpTo", new JsonObject().put("$lt", 1L))
                .put("holds._id", another)
                .put("tombstones._id", another)
                .put("available", new JsonObject().put("$ne", false))
                .put("freeCapacity", atLeastOne)
                .put("freeWeight", atLeastOne)
                .put("holds.19999", new JsonObject().put("$exists", false));
    }

    private static JsonObject takeRoom(String id) {
        JsonObject hold = new JsonObject().put("_id", id).put("capacity", 1).put("weight", 1);
        return new JsonObject()
                .put(
                        "$inc",
                        new JsonObject()
                                .put("freeCapacity", -1)
                                .put("freeWeight", -1)
                                .put("changes", 1))
                .put("$currentDate", new JsonObject().put("changed", true))
                .put("$push", new JsonObject().put("holds", hold));
    }

    private static JsonObject stillPending(String id) {
        return new JsonObject().put("_id", id).put("state", "PENDING").put("epoch", 0L);
    }

    private static JsonObject booked(String id) {
        JsonObject event =
                new JsonObject().put("id", id).put("type", "consignment.booked").put("time", 1L);
        return new JsonObject()
                .put("$set", new JsonObject().put("state", "BOOKED"))
                .put("$push", new JsonObject().put("events", event));
    }
}
