package dev.shippy.consignment;

import dev.shippy.contracts.Deadline;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The repository on a map: one atomic step an operation, as the port asks. */
final class InMemoryConsignments implements ConsignmentRepository {

    private final ConcurrentMap<String, Consignment> documents = new ConcurrentHashMap<>();
    private final InMemoryOutbox outbox;
    private Runnable beforeNextClose = () -> {};
    private Runnable beforeNextTakeover = () -> {};
    private int blindUpdates;

    /** Nobody looks at its events. */
    InMemoryConsignments() {
        this(new InMemoryOutbox(Duration.ofMinutes(1), Duration.ofMinutes(1), Clock.systemUTC(), told -> {}));
    }

    InMemoryConsignments(InMemoryOutbox outbox) {
        this.outbox = outbox;
    }

    /** Runs just before the next T1 is executed, after the document was found. */
    void beforeNextTakeover(Runnable action) {
        beforeNextTakeover = action;
    }

    /** Runs just before the next B6 is executed. */
    void beforeNextClose(Runnable action) {
        beforeNextClose = action;
    }

    /**
     * The next updates match nothing, as on a primary that is cut off from the majority and lacks the latest writes.
     */
    void beBlind(int updates) {
        blindUpdates = updates;
    }

    @Override
    public Future<Boolean> insert(Consignment consignment) {
        boolean inserted = documents.putIfAbsent(consignment.id(), consignment) == null;
        if (inserted && !consignment.events().isEmpty()) {
            outbox.appended(consignment);
        }
        return Future.succeededFuture(inserted);
    }

    @Override
    public Future<Optional<Consignment>> find(String id) {
        return Future.succeededFuture(Optional.ofNullable(documents.get(id)));
    }

    @Override
    public Future<Optional<Consignment>> book(Consignment pending, BookingEvent booked) {
        return update(
                        pending.id(),
                        inEpoch(pending),
                        it -> Change.of(it).state(State.BOOKED).event(booked).apply())
                .onSuccess(this::appended);
    }

    @Override
    public Future<Optional<Consignment>> nextAttempt(Consignment pending, String vessel) {
        return update(
                pending.id(),
                inAttempt(pending),
                it -> Change.of(it)
                        .refused(pending.attempt().vessel())
                        .attempt(pending.attempt().next(vessel))
                        .apply());
    }

    @Override
    public Future<Optional<Consignment>> close(Consignment pending) {
        Runnable before = beforeNextClose;
        beforeNextClose = () -> {};
        before.run();
        return update(
                pending.id(),
                inAttempt(pending),
                it -> Change.of(it)
                        .attempt(new Attempt(it.attempt().number(), it.attempt().vessel(), true))
                        .apply());
    }

    @Override
    public Future<Optional<Consignment>> reject(Consignment pending, BookingEvent rejected) {
        return update(
                        pending.id(),
                        inEpoch(pending),
                        it -> Change.of(it)
                                .state(State.REJECTED)
                                .event(rejected)
                                .apply())
                .onSuccess(this::appended);
    }

    @Override
    public Future<List<Overdue>> overdue(long now, int most) {
        return Future.succeededFuture(documents.values().stream()
                .filter(it -> it.state() == State.PENDING && it.deadline().unixMillis() < now)
                .sorted(Comparator.comparingLong(it -> it.deadline().unixMillis()))
                .limit(most)
                .map(it -> new Overdue(it.id(), it.epoch(), it.deadline()))
                .toList());
    }

    @Override
    public Future<Optional<Consignment>> takeOver(Overdue overdue, Deadline deadline) {
        Runnable before = beforeNextTakeover;
        beforeNextTakeover = () -> {};
        before.run();
        Predicate<Consignment> unchanged = it -> it.state() == State.PENDING
                && it.epoch() == overdue.epoch()
                && it.deadline().equals(overdue.deadline());
        return update(
                overdue.id(),
                unchanged,
                it -> Change.of(it).epoch(it.epoch() + 1).deadline(deadline).apply());
    }

    @Override
    public Future<Optional<Consignment>> cancel(String id) {
        return update(
                id,
                in(State.BOOKED),
                it -> Change.of(it).state(State.CANCELLING).apply());
    }

    @Override
    public Future<Optional<Consignment>> cancelled(String id, BookingEvent cancelled) {
        return update(
                        id,
                        in(State.CANCELLING),
                        it -> Change.of(it)
                                .state(State.CANCELLED)
                                .event(cancelled)
                                .apply())
                .onSuccess(this::appended);
    }

    @Override
    public Future<List<String>> cancelling(String after, int most) {
        return Future.succeededFuture(documents.values().stream()
                .filter(in(State.CANCELLING))
                .map(Consignment::id)
                .filter(id -> id.compareTo(after) > 0)
                .sorted()
                .limit(most)
                .toList());
    }

    @Override
    public Future<Page> page(Optional<String> owner, Optional<Position> after, int entries, int bytes) {
        List<Consignment> all = documents.values().stream()
                .filter(it -> owner.isEmpty() || owner.get().equals(it.owner()))
                .filter(it -> after.isEmpty() || it.position().compareTo(after.get()) > 0)
                .sorted(Comparator.comparing(Consignment::position))
                .toList();
        List<Consignment> fitting = new ArrayList<>();
        int left = bytes;
        for (Consignment consignment : all) {
            left -= consignment.draft().replyBytes(consignment.owner());
            if (fitting.size() == entries || (left < 0 && !fitting.isEmpty())) {
                break;
            }
            fitting.add(consignment);
        }
        boolean more = fitting.size() < all.size();
        return Future.succeededFuture(new Page(
                fitting, more ? Optional.of(fitting.get(fitting.size() - 1).position()) : Optional.empty()));
    }

    /** All documents, as they are now. */
    Map<String, Consignment> documents() {
        return Map.copyOf(documents);
    }

    private void appended(Optional<Consignment> updated) {
        updated.ifPresent(outbox::appended);
    }

    private Future<Optional<Consignment>> update(
            String id, Predicate<Consignment> filter, UnaryOperator<Consignment> change) {
        Consignment[] updated = new Consignment[1];
        if (blindUpdates > 0) {
            blindUpdates--;
            return Future.succeededFuture(Optional.empty());
        }
        documents.computeIfPresent(id, (key, old) -> {
            if (!filter.test(old)) {
                return old;
            }
            updated[0] = change.apply(old);
            return updated[0];
        });
        return Future.succeededFuture(Optional.ofNullable(updated[0]));
    }

    private static Predicate<Consignment> in(State state) {
        return it -> it.state() == state;
    }

    private static Predicate<Consignment> inEpoch(Consignment pending) {
        return it -> it.state() == State.PENDING && it.epoch() == pending.epoch();
    }

    private static Predicate<Consignment> inAttempt(Consignment pending) {
        return inEpoch(pending)
                .and(it -> it.attempt().number() == pending.attempt().number());
    }
}
