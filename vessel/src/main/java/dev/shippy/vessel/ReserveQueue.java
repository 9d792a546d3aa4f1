package dev.shippy.vessel;

import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.ServiceException;
import dev.shippy.vessel.VesselRepository.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Lets the Reserves of one vessel go to the store together when they have to wait for each other anyway: a store changes one
 * document one update after the other, and each update writes all of it. The first goes at once; those that come until it has its
 * answer go next, all in one. While a store does not answer, they wait as long as it is given; more than can go in a few updates are
 * told that the store cannot be reached. For all threads.
 */
final class ReserveQueue {

    /**
     * A Reserve that waits.
     *
     * @param deadline by the local clock
     * @param named the same deadline by the caller's clock
     */
    record Entry(Reservation reservation, Deadline deadline, Deadline named, Promise<Outcome> answer) {}

    static final int MOST_TOGETHER = 64;
    static final int MOST_WAITING = 4 * MOST_TOGETHER;

    private final BiFunction<String, List<Entry>, Future<?>> store;
    private final Map<String, Deque<Entry>> waiting = new HashMap<>();

    /** @param store answers all entries for a vessel; its future ends, in success or failure, when the next ones may come */
    ReserveQueue(BiFunction<String, List<Entry>, Future<?>> store) {
        this.store = store;
    }

    /** The outcome; UNAVAILABLE when it is unknown, or when too many wait. */
    Future<Outcome> reserve(String vesselId, Reservation reservation, Deadline deadline, Deadline named) {
        Entry entry = new Entry(reservation, deadline, named, Promise.promise());
        if (begins(vesselId, entry)) {
            send(vesselId, List.of(entry));
        }
        return entry.answer().future();
    }

    private synchronized boolean begins(String vesselId, Entry entry) {
        Deque<Entry> others = waiting.get(vesselId);
        if (others == null) {
            waiting.put(vesselId, new ArrayDeque<>());
            return true;
        }
        if (others.size() < MOST_WAITING) {
            others.add(entry);
        } else {
            entry.answer().fail(ServiceException.unavailable("Too many wait for the vessel's room", null));
        }
        return false;
    }

    private void send(String vesselId, List<Entry> entries) {
        // What is thrown is a failure, too: nobody may wait for ever.
        Future.succeededFuture().compose(go -> store.apply(vesselId, entries)).onComplete(ended -> {
            entries.forEach(entry -> endIfOpen(entry, ended.cause()));
            List<Entry> next = next(vesselId);
            if (!next.isEmpty()) {
                send(vesselId, next);
            }
        });
    }

    /** An exception that nobody needs would be made for each Reserve otherwise. */
    private static void endIfOpen(Entry entry, @Nullable Throwable cause) {
        if (!entry.answer().future().isComplete()) {
            boolean unused = entry.answer().tryFail(ServiceException.unavailable("The outcome is unknown", cause));
        }
    }

    /** Different ones only: the same reservation twice in one update would be held twice. */
    private synchronized List<Entry> next(String vesselId) {
        Deque<Entry> others = waiting.get(vesselId);
        if (others == null || others.isEmpty()) {
            waiting.remove(vesselId);
            return List.of();
        }
        List<Entry> next = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        while (!others.isEmpty()
                && next.size() < MOST_TOGETHER
                && ids.add(others.element().reservation().id())) {
            next.add(others.remove());
        }
        return next;
    }
}
