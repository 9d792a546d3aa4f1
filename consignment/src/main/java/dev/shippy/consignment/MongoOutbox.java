package dev.shippy.consignment;

import static dev.shippy.consignment.MongoConsignmentRepository.COLLECTION;
import static dev.shippy.consignment.OutboxDocument.ATTEMPTS;
import static dev.shippy.consignment.OutboxDocument.DUE;
import static dev.shippy.consignment.OutboxDocument.LAST_ERROR;
import static dev.shippy.consignment.OutboxDocument.OUTBOX;
import static dev.shippy.consignment.OutboxDocument.PUBLISHED;

import dev.shippy.runtime.mongo.MongoStore;
import dev.shippy.runtime.outbox.OutboxEntry;
import dev.shippy.runtime.outbox.OutboxSource;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.CountOptions;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.UpdateOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events in the documents of consignments. Its updates touch nothing that a step of the booking reads, and have no effect on a
 * document that got another event or another due time meanwhile.
 */
final class MongoOutbox implements OutboxSource {

    private static final Logger log = LoggerFactory.getLogger(MongoOutbox.class);
    private static final int CLAIMS_AT_ONCE = 8;

    private final MongoStore store;
    private final Duration lease;
    private final Clock clock;

    MongoOutbox(MongoStore store, Duration lease, Clock clock) {
        this.store = store;
        this.lease = lease;
        this.clock = clock;
    }

    @Override
    public Future<List<OutboxEntry>> claim(int most) {
        JsonObject query = new JsonObject().put(DUE, new JsonObject().put("$lte", clock.millis()));
        FindOptions options = new FindOptions()
                .setFields(new JsonObject().put(DUE, 1))
                .setSort(new JsonObject().put(DUE, 1))
                .setLimit(most);
        return store.run(() -> store.client().findWithOptions(COLLECTION, query, options))
                .compose(this::take);
    }

    /** Several relays find the same ones; in the same order they would meet at each. */
    private Future<List<OutboxEntry>> take(List<JsonObject> found) {
        List<JsonObject> shuffled = new ArrayList<>(found);
        Collections.shuffle(shuffled);
        List<OutboxEntry> taken = new ArrayList<>();
        return Lanes.run(shuffled, CLAIMS_AT_ONCE, due -> take(due, taken))
                .onSuccess(MongoOutbox::report)
                .map(taken);
    }

    /** What cannot be read, since a newer release wrote it, stays leased and does not keep the others. */
    private static void report(Lanes.Tally tally) {
        if (tally.failure() != null) {
            log.warn(
                    "Events of {} consignments wait: {}",
                    tally.left(),
                    tally.failure().getMessage());
        }
    }

    private Future<?> take(JsonObject due, List<OutboxEntry> taken) {
        FindOptions fields = new FindOptions().setFields(OutboxDocument.fields());
        UpdateOptions returnNew = new UpdateOptions().setReturningNewDocument(true);
        return store.run(() -> store.client()
                        .findOneAndUpdateWithOptions(COLLECTION, due, set(DUE, later(lease)), fields, returnNew))
                .map(document -> Optional.ofNullable(document).map(OutboxDocument::entry))
                .onSuccess(entry -> entry.ifPresent(taken::add));
    }

    @Override
    public Future<Long> waiting(int most) {
        // Unlike $exists, a range is counted in the index alone.
        JsonObject query = new JsonObject().put(DUE, new JsonObject().put("$gte", 0L));
        return store.run(() -> store.client().countWithOptions(COLLECTION, query, new CountOptions().setLimit(most)));
    }

    @Override
    public Future<Void> published(List<OutboxEntry> entries) {
        return update(entries.stream()
                .map(entry -> BulkOperation.createUpdate(
                        held(entry),
                        set(PUBLISHED, entry.total())
                                .put("$unset", new JsonObject().put(DUE, "").put(OUTBOX, ""))))
                .toList());
    }

    @Override
    public Future<Void> failed(List<Failure> failures) {
        return update(failures.stream()
                .map(failure -> BulkOperation.createUpdate(held(failure.entry()), attempted(failure)))
                .toList());
    }

    /**
     * Counts consignments, each with all its events. Event times have no index, because every booking would pay for it.
     * A batch therefore reads the next {@code most} consignments, old ones included, and no more.
     */
    @Override
    public Future<Batch> republish(Instant since, String after, int most) {
        JsonObject query = new JsonObject().put("_id", new JsonObject().put("$gt", after));
        FindOptions options = new FindOptions()
                .setFields(new JsonObject().put("events.time", 1))
                .setSort(new JsonObject().put("_id", 1))
                .setLimit(most);
        return store.run(() -> store.client().findWithOptions(COLLECTION, query, options))
                .compose(found -> makeDue(young(found, since.toEpochMilli())).map(due -> batch(found, due, most)));
    }

    private static List<String> young(List<JsonObject> found, long since) {
        return found.stream()
                .filter(document -> document.getJsonArray("events").stream()
                        .anyMatch(event -> ((JsonObject) event).getLong("time") >= since))
                .map(document -> document.getString("_id"))
                .toList();
    }

    private static Batch batch(List<JsonObject> found, long due, int most) {
        return new Batch(
                due,
                found.size() < most
                        ? Optional.empty()
                        : Optional.of(found.get(found.size() - 1).getString("_id")));
    }

    /** Marks the events as due again; returns the number of consignments. */
    private Future<Long> makeDue(List<String> ids) {
        if (ids.isEmpty()) {
            return Future.succeededFuture(0L);
        }
        JsonObject query = new JsonObject().put("_id", new JsonObject().put("$in", new JsonArray(ids)));
        JsonObject change = new JsonObject()
                .put("$set", new JsonObject().put(PUBLISHED, 0).put(DUE, clock.millis()))
                .put("$unset", new JsonObject().put(OUTBOX, ""));
        UpdateOptions all = new UpdateOptions().setMulti(true);
        return store.run(() -> store.client().updateCollectionWithOptions(COLLECTION, query, change, all))
                .map((long) ids.size());
    }

    /** Many documents in one write. */
    private Future<Void> update(List<BulkOperation> operations) {
        return store.writeEach(COLLECTION, operations).mapEmpty();
    }

    private JsonObject attempted(Failure failure) {
        JsonObject values =
                new JsonObject().put(DUE, later(failure.pause())).put(OUTBOX + "." + LAST_ERROR, failure.sentence());
        return new JsonObject().put("$set", values).put("$inc", new JsonObject().put(OUTBOX + "." + ATTEMPTS, 1));
    }

    private long later(Duration duration) {
        return clock.millis() + duration.toMillis();
    }

    private static JsonObject held(OutboxEntry entry) {
        return new JsonObject()
                .put("_id", entry.entity())
                .put(DUE, entry.due().toEpochMilli())
                .put("events", new JsonObject().put("$size", entry.total()));
    }

    private static JsonObject set(String field, Object value) {
        return new JsonObject().put("$set", new JsonObject().put(field, value));
    }
}
