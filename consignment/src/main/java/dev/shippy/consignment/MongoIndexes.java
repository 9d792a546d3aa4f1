package dev.shippy.consignment;

import static dev.shippy.consignment.MongoConsignmentRepository.COLLECTION;
import static dev.shippy.consignment.MongoConsignmentRepository.in;

import dev.shippy.runtime.mongo.MongoStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.IndexOptions;

/** What is looked for by something else than its id. */
final class MongoIndexes {

    private final MongoStore store;

    private MongoIndexes(MongoStore store) {
        this.store = store;
    }

    /** Makes the indexes that are not there yet; instances that start at once do not disturb each other. */
    static Future<Void> make(MongoStore store) {
        MongoIndexes indexes = new MongoIndexes(store);
        return indexes.index(new JsonObject().put("owner", 1).mergeIn(MongoPages.oldestFirst()), new JsonObject())
                .compose(made -> indexes.index(MongoPages.oldestFirst(), new JsonObject()))
                .compose(made -> indexes.index(new JsonObject().put("deadline", 1), in(State.PENDING)))
                .compose(made -> indexes.index(new JsonObject().put("state", 1).put("_id", 1), in(State.CANCELLING)))
                .compose(
                        made -> indexes.index(new JsonObject().put(OutboxDocument.DUE, 1), exists(OutboxDocument.DUE)));
    }

    private Future<Void> index(JsonObject keys, JsonObject only) {
        IndexOptions options = new IndexOptions();
        if (!only.isEmpty()) {
            options.partialFilterExpression(only);
        }
        return store.run(() -> store.client().createIndexWithOptions(COLLECTION, keys, options));
    }

    private static JsonObject exists(String field) {
        return new JsonObject().put(field, new JsonObject().put("$exists", true));
    }
}
