package dev.shippy.runtime.mongo;

import com.mongodb.MongoCommandException;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the indexes of one collection in one command, which reads the collection once. The server keeps serving reads
 * and writes, and continues if the caller goes away. A repeated command joins the running build.
 */
final class IndexBuild {

    private static final Logger log = LoggerFactory.getLogger(IndexBuild.class);

    /** IndexOptionsConflict and IndexKeySpecsConflict. */
    private static final Set<Integer> CONFLICT = Set.of(85, 86);

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final long LOG_EVERY_MILLIS = 1_000;

    private final Vertx vertx;
    private final MongoConfig config;
    private final MongoStore store;
    private final String collection;
    private final List<MongoIndex> indexes;

    IndexBuild(Vertx vertx, MongoConfig config, MongoStore store, String collection, List<MongoIndex> indexes) {
        this.vertx = vertx;
        this.config = config;
        this.store = store;
        this.collection = collection;
        this.indexes = List.copyOf(indexes);
    }

    /**
     * Succeeds at once if the indexes exist or the collection is small; otherwise waits on a connection with a longer
     * timeout.
     */
    Future<Void> run() {
        return store.run(() -> create(store.client()))
                .recover(failure -> isUnavailable(failure)
                        ? store.check().compose(answers -> waitLonger())
                        : Future.failedFuture(failure))
                .recover(failure -> isConflict(failure) ? blocked(failure) : Future.failedFuture(failure));
    }

    private Future<Void> create(MongoClient client) {
        JsonArray specifications =
                new JsonArray(indexes.stream().map(MongoIndex::specification).toList());
        JsonObject command = new JsonObject()
                .put("createIndexes", collection)
                .put("indexes", specifications)
                .put("writeConcern", new JsonObject().put("w", "majority"));
        if (store.isReplicated()) {
            // By default all voting members must build the index, so one member that is down would block the start.
            command.put("commitQuorum", "majority");
        }
        return client.runCommand("createIndexes", command)
                .compose(MongoStore::confirmed)
                .mapEmpty();
    }

    private Future<Void> waitLonger() {
        MongoClient patient = MongoClient.create(vertx, new MongoConfig(config.url(), LONGEST).clientOptions());
        long began = System.nanoTime();
        report(began);
        long timer = vertx.setPeriodic(LOG_EVERY_MILLIS, fired -> report(began));
        return create(patient)
                .recover(failure -> Future.failedFuture(MongoErrors.translated(failure)))
                .eventually(() -> {
                    vertx.cancelTimer(timer);
                    return patient.close();
                });
    }

    private void report(long began) {
        log.info(
                "MongoDB is building the indexes of {} ({} s)",
                collection,
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
    }

    private static boolean isUnavailable(Throwable failure) {
        return failure instanceof ServiceException met
                && met.code() == ErrorCode.UNAVAILABLE
                && !MongoErrors.isRefusal(failure);
    }

    private static boolean isConflict(Throwable failure) {
        return failure instanceof MongoCommandException refused && CONFLICT.contains(refused.getErrorCode());
    }

    private Future<Void> blocked(Throwable conflict) {
        return store.run(() -> store.client().listIndexes(collection))
                .compose(
                        listed -> Future.failedFuture(ServiceException.failedPrecondition(sentence(listed, conflict))));
    }

    private String sentence(JsonArray listed, Throwable conflict) {
        return listed.stream()
                .map(JsonObject.class::cast)
                .flatMap(one -> indexes.stream()
                        .filter(index -> index.isBlockedBy(one))
                        .map(index -> "The collection " + collection + " has an index " + one.getString("name")
                                + " that differs from " + index.specification().encode()
                                + ". Drop it and start again: db." + collection + ".dropIndex(\""
                                + one.getString("name") + "\")"))
                .findFirst()
                .orElseGet(() -> "An index of the collection " + collection
                        + " differs from the one that this release needs: " + conflict.getMessage());
    }
}
