package dev.shippy.runtime.outbox;

import dev.shippy.contracts.EventMessage;
import dev.shippy.contracts.ServiceException;
import dev.shippy.runtime.nats.EventPublisher;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A stream that acknowledges at once, later, or not at all, by entity. */
final class FakePublisher implements EventPublisher {

    private final List<String> told = new ArrayList<>();
    private final Map<String, Promise<Void>> open = new LinkedHashMap<>();
    private Predicate<String> fails = entity -> false;
    private Predicate<String> hangs = entity -> false;
    private int mostOpen;

    synchronized void fail(Predicate<String> entities) {
        fails = entities;
    }

    synchronized void hang(Predicate<String> entities) {
        hangs = entities;
    }

    /** The ids in the order in which they came, repetitions included. */
    synchronized List<String> told() {
        return List.copyOf(told);
    }

    synchronized int mostOpen() {
        return mostOpen;
    }

    /** Acknowledges what hangs now; on the caller's thread. */
    void acknowledge() {
        List<Promise<Void>> now;
        synchronized (this) {
            now = List.copyOf(open.values());
            open.clear();
        }
        now.forEach(Promise::complete);
    }

    @Override
    public synchronized Future<Void> publish(EventMessage event) {
        told.add(event.id());
        if (fails.test(event.entity())) {
            return Future.failedFuture(ServiceException.unavailable("The stream\n does not acknowledge", null));
        }
        if (!hangs.test(event.entity())) {
            return Future.succeededFuture();
        }
        Promise<Void> promise = Promise.promise();
        open.put(event.id(), promise);
        mostOpen = Math.max(mostOpen, open.size());
        return promise.future();
    }
}
