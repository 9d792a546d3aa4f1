package dev.shippy.consignment;

import static dev.shippy.consignment.MongoConsignmentRepository.in;

import dev.shippy.runtime.mongo.MongoIndex;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The indexes for queries by other fields than the id; docs/operating.md lists them. */
final class MongoIndexes {

    /** All indexes. Those for transient states are partial: documents in other states do not pay for them. */
    static final List<MongoIndex> ALL = List.of(
            new MongoIndex(
                    "owner_1_createdAt_1__id_1",
                    new JsonObject().put("owner", 1).mergeIn(MongoPages.oldestFirst())),
            new MongoIndex("createdAt_1__id_1", MongoPages.oldestFirst()),
            new MongoIndex("deadline_1", new JsonObject().put("deadline", 1), in(State.PENDING)),
            new MongoIndex("state_1__id_1", new JsonObject().put("state", 1).put("_id", 1), in(State.CANCELLING)),
            new MongoIndex("due_1", new JsonObject().put(OutboxDocument.DUE, 1), exists(OutboxDocument.DUE)));

    private MongoIndexes() {}

    private static JsonObject exists(String field) {
        return new JsonObject().put(field, new JsonObject().put("$exists", true));
    }
}
