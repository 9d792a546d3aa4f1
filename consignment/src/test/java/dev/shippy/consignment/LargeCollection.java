package dev.shippy.consignment;

import static dev.shippy.consignment.MongoConsignmentRepository.COLLECTION;
import static dev.shippy.consignment.Samples.await;

import dev.shippy.contracts.Event;
import dev.shippy.runtime.mongo.MongoStore;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A collection like that of a long-running system: consignments of many owners, three per millisecond, nearly all of
 * them decided, some with events that are due.
 */
final class LargeCollection {

    private static final int BATCH = 1_000;
    private static final int IN_ONE_MILLISECOND = 3;
    private static final int KEPT = 1_000;

    private final MongoStore store;
    private final int owners;
    private final Random random = new Random(7);
    private final long began = System.currentTimeMillis() - 100_000_000;
    private final Map<State, List<Consignment>> kept = new EnumMap<>(State.class);
    private int size;

    LargeCollection(MongoStore store, int owners) {
        this.store = store;
        this.owners = owners;
    }

    /** Inserts this many consignments. */
    void insert(int count) {
        for (int from = 0; from < count; from += BATCH) {
            List<BulkOperation> batch = IntStream.range(0, Math.min(BATCH, count - from))
                    .mapToObj(n -> BulkOperation.createInsert(next()))
                    .toList();
            await(store.writeEach(COLLECTION, batch));
        }
    }

    String owner() {
        return "user-" + random.nextInt(owners);
    }

    /** The position in the middle of all consignments. */
    Position middle() {
        return new Position(began + size / 2 / IN_ONE_MILLISECOND, "8");
    }

    /** Removes and returns a stored consignment in this state, a different one each time. */
    Consignment one(State state) {
        List<Consignment> all = kept.getOrDefault(state, new ArrayList<>());
        return all.remove(all.size() - 1);
    }

    /** A random one of those that {@link #one} has not removed. */
    Consignment any(State state) {
        List<Consignment> all = kept.getOrDefault(state, List.of());
        return all.get(random.nextInt(all.size()));
    }

    /** A PENDING consignment, or one that is BOOKED in the store and PENDING for the caller. */
    Consignment pendingOrBooked() {
        return random.nextBoolean()
                ? stored()
                : Change.of(one(State.BOOKED)).deadline(fresh().deadline()).apply();
    }

    /** A consignment that is not stored. */
    Consignment fresh() {
        return Samples.pending(Samples.freshId(), owner(), System.currentTimeMillis(), "vessel1", Long.MAX_VALUE / 2);
    }

    /** Stores and returns a new PENDING consignment. */
    Consignment stored() {
        Consignment pending = fresh();
        await(store.client().insert(COLLECTION, ConsignmentDocument.of(pending).put(OutboxDocument.PUBLISHED, 0)));
        return pending;
    }

    private JsonObject next() {
        long createdAt = began + size++ / IN_ONE_MILLISECOND;
        Consignment pending = Samples.pending(
                Samples.freshId(), owner(), createdAt, "vessel" + random.nextInt(100), createdAt + 2_000);
        Consignment consignment = in(state(random.nextInt(1_000)), pending);
        keep(consignment);
        JsonObject document = ConsignmentDocument.of(consignment)
                .put(OutboxDocument.PUBLISHED, consignment.events().size());
        boolean isDue = !consignment.events().isEmpty() && random.nextInt(50) == 0;
        return isDue ? document.put(OutboxDocument.PUBLISHED, 0).put(OutboxDocument.DUE, createdAt + 5_000) : document;
    }

    /** Remembers up to {@code KEPT} consignments of each state. */
    private void keep(Consignment consignment) {
        List<Consignment> same = kept.computeIfAbsent(consignment.state(), state -> new ArrayList<>());
        if (same.size() < KEPT) {
            same.add(consignment);
        } else if (random.nextInt(KEPT) == 0) {
            same.set(random.nextInt(KEPT), consignment);
        }
    }

    private static State state(int thousandth) {
        if (thousandth < 10) {
            return State.PENDING;
        }
        if (thousandth < 20) {
            return State.CANCELLING;
        }
        if (thousandth < 100) {
            return State.CANCELLED;
        }
        return thousandth < 150 ? State.REJECTED : State.BOOKED;
    }

    private static Consignment in(State state, Consignment pending) {
        return switch (state) {
            case PENDING -> pending;
            case REJECTED -> pending.decided(State.REJECTED, event(pending, Event.CONSIGNMENT_REJECTED));
            case BOOKED, CANCELLING -> booked(state, pending);
            case CANCELLED ->
                Change.of(booked(state, pending))
                        .event(event(pending, Event.CONSIGNMENT_CANCELLED))
                        .apply();
        };
    }

    private static Consignment booked(State state, Consignment pending) {
        return pending.decided(state, event(pending, Event.CONSIGNMENT_BOOKED));
    }

    private static BookingEvent event(Consignment pending, Event type) {
        return pending.event(type, pending.createdAt(), Samples.TRACE);
    }
}
