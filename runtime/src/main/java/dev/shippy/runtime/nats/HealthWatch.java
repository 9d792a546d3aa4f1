package dev.shippy.runtime.nats;

import dev.shippy.runtime.Health;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An instance's health, checked on request, at most once a second and one check at a time, since strangers may ask too.
 * Thread-safe; the check runs on the service's context, which gets one task for each check, however many ask.
 */
final class HealthWatch {

    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** Longer than a check takes: good enough for those who ask while the next one runs. */
    private static final long RECENT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final int MOST_WAITING = 256;

    private record Known(Health health, long nanos) {

        static Known now(Health health) {
            return new Known(health, System.nanoTime());
        }

        boolean isFresh() {
            return System.nanoTime() - nanos < FRESH_NANOS;
        }

        boolean isRecent() {
            return System.nanoTime() - nanos < RECENT_NANOS;
        }
    }

    private final Executor context;
    private final Supplier<Future<Health>> look;
    private final BlockingQueue<Consumer<Health>> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile @Nullable Known known;

    /**
     * Knows nothing yet.
     *
     * @param context runs a task later, in the order of their arrival
     * @param look ends in bounded time
     */
    HealthWatch(Executor context, Supplier<Future<Health>> look) {
        this.context = context;
        this.look = look;
    }

    /**
     * Passes on the health, on any thread: at once if it is fresh, or recent while a check runs; else after a check. If
     * too many callers wait, the others get a stale one, or no reply if there is none.
     */
    void tell(Consumer<Health> asker) {
        Known last = known;
        if (last != null && (last.isFresh() || (last.isRecent() && looking.get()))) {
            asker.accept(last.health());
            return;
        }
        // First, so that a check that ends now finds it.
        boolean waits = waiting.offer(asker);
        if (looking.compareAndSet(false, true)) {
            context.execute(this::look);
        }
        if (!waits && last != null) {
            asker.accept(last.health());
        }
    }

    private void look() {
        Known last = known;
        if (last != null && last.isFresh()) {
            seen(last);
            return;
        }
        Future.succeededFuture()
                .compose(now -> look.get())
                .otherwise(failure -> Health.problem("The health check failed"))
                .onSuccess(health -> seen(Known.now(health)));
    }

    private void seen(Known seen) {
        known = seen;
        looking.set(false);
        List<Consumer<Health>> askers = new ArrayList<>();
        int unused = waiting.drainTo(askers);
        askers.forEach(asker -> asker.accept(seen.health()));
    }
}
