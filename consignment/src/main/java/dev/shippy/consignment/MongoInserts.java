package dev.shippy.consignment;

import dev.shippy.contracts.Deadline;
import dev.shippy.runtime.GroupCommit;
import dev.shippy.runtime.mongo.MongoStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Adds documents of consignments; those that would wait for each other go in one write. */
final class MongoInserts {

    static final int MOST_TOGETHER = 64;

    private final MongoStore store;
    private final GroupCommit<JsonObject, Boolean> together;

    MongoInserts(MongoStore store, Clock clock) {
        this.store = store;
        this.together = new GroupCommit<>(MOST_TOGETHER, clock, this::write);
    }

    /** False when there is a document with the id already. */
    Future<Boolean> insert(JsonObject document, Deadline deadline) {
        return together.add(document, deadline);
    }

    private Future<List<Boolean>> write(List<JsonObject> documents) {
        List<BulkOperation> inserts =
                documents.stream().map(BulkOperation::createInsert).toList();
        return store.writeEach(MongoConsignmentRepository.COLLECTION, inserts)
                .map(all -> inserted(documents.size(), Set.of()))
                .recover(failure -> unlessThere(documents.size(), failure));
    }

    private static Future<List<Boolean>> unlessThere(int size, Throwable failure) {
        Set<Integer> there = MongoStore.duplicateKeys(failure);
        return there.isEmpty() ? Future.failedFuture(failure) : Future.succeededFuture(inserted(size, there));
    }

    private static List<Boolean> inserted(int size, Set<Integer> there) {
        return IntStream.range(0, size).mapToObj(n -> !there.contains(n)).toList();
    }
}
