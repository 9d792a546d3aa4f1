package dev.shippy.runtime.outbox;

import dev.shippy.runtime.Health;
import io.vertx.core.Future;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** What a relay says of its outbox: how much waits, and why if it does not get through. */
record OutboxHealth(OutboxSource source, Road road) {

    private static final int MOST_COUNTED = 10_000;

    Future<Health> ask() {
        return Future.succeededFuture()
                .compose(now -> source.waiting(MOST_COUNTED))
                .timeout(Health.LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .map(count -> health(OptionalLong.of(count), count >= MOST_COUNTED))
                .otherwise(unknown -> health(OptionalLong.empty(), true));
    }

    private Health health(OptionalLong waiting, boolean hasMore) {
        // What was in the way while nothing waits may be gone.
        boolean isBlocked = !road.obstacle().isEmpty() && (road.isClosed() || waiting.orElse(0) > 0);
        List<String> problems = isBlocked ? List.of("Events wait in the outbox: " + road.obstacle()) : List.of();
        return new Health(problems, waiting, hasMore);
    }
}
