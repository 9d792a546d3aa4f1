package dev.shippy.runtime.mongo;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Reads that see every write acknowledged before they began. A primary that is cut off from the majority answers other
 * reads from its last snapshot until it steps down. It answers these reads only after a majority has confirmed that it
 * is the primary. On a replica set they use the read concern {@code linearizable}, which costs an oplog entry and about
 * the time of a write. A standalone server does not support this concern and does not need it.
 *
 * <p>Use them for reads that decide an answer, not for lists. They run as in {@link MongoStore#run}, and the server
 * stops them after the same time limit. The documents are held in memory, at most 16 MB together. Safe for any thread.
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
     * @param fields a projection; empty for all fields
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
     * The result of a pipeline. Several documents need not be from the same moment: each is as it was at some moment of
     * the read.
     *
     * @param pipeline without {@code $out} and {@code $merge}
     * @param most the most documents that the pipeline can return
     * @return fails if the documents do not fit into one message
     */
    public Future<List<JsonObject>> aggregate(String collection, JsonArray pipeline, int most) {
        // With room for one more document, the first batch also ends the cursor.
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
