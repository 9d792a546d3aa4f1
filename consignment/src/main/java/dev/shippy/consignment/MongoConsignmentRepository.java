package dev.shippy.consignment;

import dev.shippy.consignment.MongoDecisions.Decision;
import dev.shippy.contracts.Deadline;
import dev.shippy.runtime.mongo.MongoStore;
import dev.shippy.runtime.outbox.OutboxEntry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.UpdateOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Consignments in MongoDB. Updates use operators only and never replace a document, since the relay of events writes into
 * the same one.
 */
final class MongoConsignmentRepository implements ConsignmentRepository {

    static final String COLLECTION = "consignments";

    private final MongoStore store;
    private final MongoPages pages;
    private final MongoInserts inserts;
    private final MongoDecisions decisions;
    private final Duration lease;
    private final Clock clock;
    private final Consumer<OutboxEntry> relay;

    /**
     * Consignments in a store.
     *
     * @param lease how long an event is left to the relay that is told of it
     * @param relay told of every event once it is stored
     */
    MongoConsignmentRepository(MongoStore store, Duration lease, Clock clock, Consumer<OutboxEntry> relay) {
        this.store = store;
        this.pages = new MongoPages(store);
        this.inserts = new MongoInserts(store, clock);
        this.decisions = new MongoDecisions(store, clock, this::due, this::find);
        this.lease = lease;
        this.clock = clock;
        this.relay = relay;
    }

    /** Makes the indexes that are not there yet; instances that start at once do not disturb each other. */
    Future<Void> prepare() {
        return store.makeIndexes(COLLECTION, MongoIndexes.ALL);
    }

    @Override
    public Future<Boolean> insert(Consignment consignment) {
        JsonObject document = ConsignmentDocument.of(consignment).put(OutboxDocument.PUBLISHED, 0);
        if (consignment.events().isEmpty()) {
            return inserts.insert(document, consignment.deadline());
        }
        long due = due();
        return inserts.insert(document.put(OutboxDocument.DUE, due), consignment.deadline())
                .onSuccess(inserted -> {
                    if (inserted) {
                        relay.accept(OutboxDocument.entry(consignment, due));
                    }
                });
    }

    @Override
    public Future<Optional<Consignment>> find(String id) {
        return store.linearizable()
                .find(COLLECTION, id, new JsonObject())
                .map(found -> found.map(ConsignmentDocument::read));
    }

    @Override
    public Future<Optional<Consignment>> book(Consignment pending, BookingEvent booked) {
        return decide(pending, State.BOOKED, booked);
    }

    @Override
    public Future<Optional<Consignment>> nextAttempt(Consignment pending, String vessel) {
        Attempt next = pending.attempt().next(vessel);
        JsonObject change = set(new JsonObject()
                        .put("attempt", next.number())
                        .put("vessel", next.vessel())
                        .put("closing", next.closing()))
                .put("$push", new JsonObject().put("refused", pending.attempt().vessel()));
        return update(inAttempt(pending), change);
    }

    @Override
    public Future<Optional<Consignment>> close(Consignment pending) {
        return update(inAttempt(pending), set(new JsonObject().put("closing", true)));
    }

    @Override
    public Future<Optional<Consignment>> reject(Consignment pending, BookingEvent rejected) {
        return decide(pending, State.REJECTED, rejected);
    }

    @Override
    public Future<List<Overdue>> overdue(long now, int most) {
        JsonObject query = in(State.PENDING).put("deadline", new JsonObject().put("$lt", now));
        FindOptions options = new FindOptions()
                .setFields(new JsonObject().put("epoch", 1).put("deadline", 1))
                .setSort(new JsonObject().put("deadline", 1))
                .setLimit(most);
        return list(query, options)
                .map(found -> found.stream().map(ConsignmentDocument::overdue).toList());
    }

    @Override
    public Future<Optional<Consignment>> takeOver(Overdue overdue, Deadline deadline) {
        JsonObject query = byId(overdue.id())
                .mergeIn(in(State.PENDING))
                .put("epoch", overdue.epoch())
                .put("deadline", overdue.deadline().unixMillis());
        JsonObject change = set(new JsonObject().put("deadline", deadline.unixMillis()))
                .put("$inc", new JsonObject().put("epoch", 1));
        return update(query, change);
    }

    @Override
    public Future<Optional<Consignment>> cancel(String id) {
        return update(byId(id).mergeIn(in(State.BOOKED)), set(in(State.CANCELLING)));
    }

    @Override
    public Future<Optional<Consignment>> cancelled(String id, BookingEvent cancelled) {
        JsonObject change = set(in(State.CANCELLED).put(OutboxDocument.DUE, due()))
                .put("$push", new JsonObject().put("events", ConsignmentDocument.event(cancelled)));
        return updated(byId(id).mergeIn(in(State.CANCELLING)), change)
                .onSuccess(updated -> updated.ifPresent(document -> relay.accept(OutboxDocument.entry(document))))
                .map(updated -> updated.map(ConsignmentDocument::read));
    }

    @Override
    public Future<List<String>> cancelling(String after, int most) {
        JsonObject query = in(State.CANCELLING).put("_id", new JsonObject().put("$gt", after));
        FindOptions options = new FindOptions()
                .setFields(new JsonObject().put("_id", 1))
                .setSort(new JsonObject().put("_id", 1))
                .setLimit(most);
        return list(query, options)
                .map(found -> found.stream()
                        .map(document -> document.getString("_id"))
                        .toList());
    }

    @Override
    public Future<Page> page(Optional<String> owner, Optional<Position> after, int entries, int bytes) {
        return pages.page(owner, after, entries, bytes);
    }

    private Future<Optional<Consignment>> decide(Consignment pending, State state, BookingEvent event) {
        Decision decision = Decision.of(pending, state, event);
        return decisions
                .make(decision)
                .onSuccess(made -> made.ifPresent(relay))
                .map(made -> made.map(entry -> decision.decided()));
    }

    private Future<Optional<Consignment>> update(JsonObject query, JsonObject change) {
        return updated(query, change).map(updated -> updated.map(ConsignmentDocument::read));
    }

    private Future<Optional<JsonObject>> updated(JsonObject query, JsonObject change) {
        UpdateOptions returnNew = new UpdateOptions().setReturningNewDocument(true);
        return store.run(() -> store.client()
                        .findOneAndUpdateWithOptions(COLLECTION, query, change, new FindOptions(), returnNew))
                .map(Optional::ofNullable);
    }

    private long due() {
        return clock.millis() + lease.toMillis();
    }

    private Future<List<JsonObject>> list(JsonObject query, FindOptions options) {
        return store.run(() -> store.client().findWithOptions(COLLECTION, query, options));
    }

    private static JsonObject byId(String id) {
        return new JsonObject().put("_id", id);
    }

    static JsonObject in(State state) {
        return new JsonObject().put("state", state.name());
    }

    static JsonObject inEpoch(Consignment pending) {
        return byId(pending.id()).mergeIn(in(State.PENDING)).put("epoch", pending.epoch());
    }

    private static JsonObject inAttempt(Consignment pending) {
        return inEpoch(pending).put("attempt", pending.attempt().number());
    }

    private static JsonObject set(JsonObject fields) {
        return new JsonObject().put("$set", fields);
    }
}
