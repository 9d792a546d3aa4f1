package dev.shippy.consignment;

import dev.shippy.runtime.GroupCommit;
import dev.shippy.runtime.mongo.MongoStore;
import dev.shippy.runtime.outbox.OutboxEntry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Makes PENDING consignments BOOKED or REJECTED, each with its event and for the driver of its epoch only. Decisions that would
 * wait for each other go in one write, which decides each of them for itself.
 */
final class MongoDecisions {

    /** One of them: the consignment before it and after it, and its event. */
    record Decision(Consignment pending, Consignment decided, BookingEvent event) {

        static Decision of(Consignment pending, State state, BookingEvent event) {
            return new Decision(pending, pending.decided(state, event), event);
        }
    }

    private final MongoStore store;
    private final LongSupplier due;
    private final Function<String, Future<Optional<Consignment>>> find;
    private final GroupCommit<Decision, Optional<OutboxEntry>> together;

    /**
     * Over a store.
     *
     * @param due when an event that is written now is anybody's to publish, Unix milliseconds
     * @param find a consignment as it is stored, by its id
     */
    MongoDecisions(
            MongoStore store, Clock clock, LongSupplier due, Function<String, Future<Optional<Consignment>>> find) {
        this.store = store;
        this.due = due;
        this.find = find;
        this.together = new GroupCommit<>(MongoInserts.MOST_TOGETHER, clock, this::write);
    }

    /** The event to publish; nothing when the driver has lost. */
    Future<Optional<OutboxEntry>> make(Decision decision) {
        return together.add(decision, decision.pending().deadline());
    }

    private Future<List<Optional<OutboxEntry>>> write(List<Decision> decisions) {
        long dueTime = due.getAsLong();
        List<BulkOperation> updates =
                decisions.stream().map(decision -> update(decision, dueTime)).toList();
        return store.writeEach(MongoConsignmentRepository.COLLECTION, updates)
                .compose(written -> made(decisions, written.getMatchedCount()))
                .map(made -> entries(decisions, made, dueTime));
    }

    private static List<Optional<OutboxEntry>> entries(List<Decision> decisions, List<Boolean> made, long dueTime) {
        return IntStream.range(0, decisions.size())
                .mapToObj(n -> made.get(n)
                        ? Optional.of(OutboxDocument.entry(decisions.get(n).decided(), dueTime))
                        : Optional.<OutboxEntry>empty())
                .toList();
    }

    private static BulkOperation update(Decision decision, long dueTime) {
        JsonObject values =
                MongoConsignmentRepository.in(decision.decided().state()).put(OutboxDocument.DUE, dueTime);
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

    /** Nobody but the driver of the epoch decides in it, once; then it may be cancelled. */
    private Future<Boolean> isMade(Decision decision) {
        return find.apply(decision.pending().id())
                .map(found -> found.filter(
                                stored -> stored.epoch() == decision.pending().epoch()
                                        && stored.events().contains(decision.event()))
                        .isPresent());
    }
}
