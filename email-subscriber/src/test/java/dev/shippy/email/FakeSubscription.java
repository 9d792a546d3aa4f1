package dev.shippy.email;

import dev.shippy.runtime.nats.EventSubscription;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers the limits that it was given. */
final class FakeSubscription implements EventSubscription {

    private final List<Integer> limits = new CopyOnWriteArrayList<>();

    List<Integer> limits() {
        return limits;
    }

    int limit() {
        return limits.get(limits.size() - 1);
    }

    @Override
    public void limit(int messages) {
        limits.add(messages);
    }

    @Override
    public Future<Long> waiting() {
        return Future.succeededFuture(0L);
    }

    @Override
    public Future<Void> stop() {
        return Future.succeededFuture();
    }
}
