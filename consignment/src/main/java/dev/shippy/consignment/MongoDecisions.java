package dev.shippy.consignment;

import dev.shippy.runtime.GroupCommit;
import dev.shippy.runtime.mongo.MongoStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.BulkWriteOptions;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes PENDING consignments BOOKED or REJECTED, each with its event and for the driver of its epoch only. Decisions that would
 * wait for each other go in one write, which decides each of them for itself.
 */
final class MongoDecisions {

    /**
     * One of them.
     *
     * @param decided the consignment as it is afterwards
     * @param due when its event is anybody's to publish, Unix milliseconds
     */
    record Decision(Consignment pending, Consignment decided, BookingEvent event, long due) {

        static Decision of(Consignment pending, State state, BookingEvent event, long due) {
            return new Decision(pending, pending.decided(state, event), event, due);
        }
    }

    private final MongoStore store;
    private final Function<String, Future<Optional<Consignment>>> find;
    private final GroupCommit<Decision, Boolean> together = new GroupCommit<>(MongoInserts.MOST_TOGETHER, this::write);

    /** @param find a consignment as it is stored, by its id */
    MongoDecisions(MongoStore store, Function<String, Future<Optional<Consignment>>> find) {
        this.store = store;
        this.find = find;
    }

    /** Whether it is so now; false when the driver has lost. */
    Future<Boolean> make(Decision decision) {
        return together.add(decision);
    }

    private Future<List<Boolean>> write(List<Decision> decisions) {
        List<BulkOperation> updates =
                decisions.stream().map(MongoDecisions::update).toList();
        BulkWriteOptions unordered = new BulkWriteOptions().setOrdered(false);
        return store.run(() ->
                        store.client().bulkWriteWithOptions(MongoConsignmentRepository.COLLECTION, updates, unordered))
                .compose(written -> made(decisions, written.getMatchedCount()));
    }

    private static BulkOperation update(Decision decision) {
        JsonObject values =
                MongoConsignmentRepository.in(decision.decided().state()).put(OutboxDocument.DUE, decision.due());
        JsonObject event = new JsonObject().put("events", ConsignmentDocument.event(decision.event()));
        return BulkOperation.createUpdate(
                MongoConsignmentRepository.inEpoch(decision.pending()),
                new JsonObject().put("$set", values).put("$push", event));
    }

    /** The store tells how many were made and not which. */
    private Future<List<Boolean>> made(List<Decision> decisions, long count) {
        if (count == 0 || count == decisions.size()) {
            return Future.succeededFuture(Collections.nCopies(decisions.size(), count > 0));
        }
        return Future.all(decisions.stream().map(this::isMade).toList()).map(all -> all.<Boolean>list());
    }

    /** Nobody but the driver of the epoch decides in it, and this is its only decision. */
    private Future<Boolean> isMade(Decision decision) {
        return find.apply(decision.pending().id())
                .map(found -> found.filter(decision.decided()::equals).isPresent());
    }
}
