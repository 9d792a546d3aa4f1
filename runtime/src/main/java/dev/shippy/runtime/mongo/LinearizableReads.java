package dev.shippy.runtime.mongo;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Reads that see every write acknowledged before they began. A primary that the majority has left answers other reads from its
 * last snapshot, until it notices. These it answers only after a majority has confirmed that it is the primary: on a replica set they
 * have the read concern {@code linearizable}, which costs an entry in the oplog and about the time of a write. A standalone
 * server knows no such level and needs none.
 *
 * <p>For reads on which an answer depends; lists do without. They run as {@link MongoStore#run} says, and the server gives up
 * within the same time limit. Documents are read whole into memory, at most 16 MB of them. Safe for any thread.
 */
public final class LinearizableReads {

    private static final JsonObject LINEARIZABLE = new JsonObject().put("level", "linearizable");

    private final MongoStore store;
    private final Duration timeout;

    LinearizableReads(MongoStore store, Duration timeout) {
        this.store = store;
        this.timeout = timeout;
    }

    /**
     * The document with an id, if there is one.
     *
     * @param fields which of its fields, as in a projection; empty for all
     */
    public Future<Optional<JsonObject>> find(String collection, String id, JsonObject fields) {
        JsonObject command = new JsonObject()
                .put("find", collection)
                .put("filter", new JsonObject().put("_id", id))
                .put("projection", fields)
                .put("limit", 1)
                .put("singleBatch", true);
        return read("find", command).map(found -> found.stream().findFirst());
    }

    /**
     * What a pipeline yields. Of several documents each is as it was at some moment of the read.
     *
     * @param pipeline without {@code $out} and {@code $merge}
     * @param most documents that it can yield
     * @return fails when they do not fit into one message
     */
    public Future<List<JsonObject>> aggregate(String collection, JsonArray pipeline, int most) {
        // A batch that could hold one more document ends the cursor with it.
        JsonObject oneBatch = new JsonObject().put("batchSize", most + 1);
        JsonObject command = new JsonObject()
                .put("aggregate", collection)
                .put("pipeline", pipeline)
                .put("cursor", oneBatch);
        return read("aggregate", command);
    }

    private Future<List<JsonObject>> read(String name, JsonObject command) {
        command.put("maxTimeMS", timeout.toMillis());
        if (store.isReplicated()) {
            command.put("readConcern", LINEARIZABLE);
        }
        return store.run(() -> store.client().runCommand(name, command)).map(LinearizableReads::documents);
    }

    private static List<JsonObject> documents(JsonObject reply) {
        JsonObject cursor = reply.getJsonObject("cursor");
        if (cursor.getLong("id") != 0) {
            throw new IllegalStateException("The documents do not fit into one message");
        }
        return cursor.getJsonArray("firstBatch").stream()
                .map(JsonObject.class::cast)
                .toList();
    }
}
