package dev.shippy.runtime.nats;

import dev.shippy.runtime.Health;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An instance's health, checked on request, at most once a second and one check at a time, since strangers may ask too.
 * Thread-safe; the check runs on the service's context.
 */
final class HealthWatch {

    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST_WAITING = 256;

    private record Known(Health health, long nanos) {

        boolean isFresh() {
            return System.nanoTime() - nanos < FRESH_NANOS;
        }
    }

    private final Context context;
    private final Supplier<Future<Health>> look;
    private final List<Consumer<Health>> waiting = new ArrayList<>();
    private boolean looking;
    private volatile @Nullable Known known;

    /** @param look ends in bounded time */
    HealthWatch(Context context, Supplier<Future<Health>> look) {
        this.context = context;
        this.look = look;
    }

    /**
     * Passes on the health, at once if it is fresh, else after a check; on any thread. If too many callers wait, the
     * others get a stale one, or no reply if there is none.
     */
    void tell(Consumer<Health> asker) {
        Known last = known;
        if (last != null && last.isFresh()) {
            asker.accept(last.health());
        } else {
            context.runOnContext(now -> join(asker));
        }
    }

    private void join(Consumer<Health> asker) {
        Known last = known;
        boolean isFull = waiting.size() >= MOST_WAITING;
        if (last != null && (last.isFresh() || isFull)) {
            asker.accept(last.health());
        } else if (!isFull) {
            waiting.add(asker);
        }
        if (waiting.size() == 1 && !looking) {
            looking = true;
            Future.succeededFuture()
                    .compose(now -> look.get())
                    .otherwise(failure -> Health.problem("The health check failed"))
                    .onSuccess(this::seen);
        }
    }

    private void seen(Health health) {
        looking = false;
        known = new Known(health, System.nanoTime());
        List<Consumer<Health>> askers = List.copyOf(waiting);
        waiting.clear();
        askers.forEach(asker -> asker.accept(health));
    }
}
