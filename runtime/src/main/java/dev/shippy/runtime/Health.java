package dev.shippy.runtime;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What an instance reports about itself to anyone who asks, hence without addresses and secrets.
 *
 * @param problems one sentence without a full stop for each missing dependency; empty if there is none
 * @param waiting stored events that are not published yet; empty if the service has no outbox or the number is unknown
 * @param hasMore whether there may be more waiting events than were counted
 */
public record Health(List<String> problems, OptionalLong waiting, boolean hasMore) {

    /** No problems, and no outbox. */
    public static final Health GOOD = new Health(List.of(), OptionalLong.empty(), false);

    /** How long a server may take to answer. */
    public static final Duration LIMIT = Duration.ofSeconds(2);

    public Health {
        problems = List.copyOf(problems);
    }

    public static Health problem(String sentence) {
        return new Health(List.of(sentence), OptionalLong.empty(), false);
    }

    /**
     * Checks that a dependency answers within {@link #LIMIT}; never fails.
     *
     * @param name for users, such as PostgreSQL; the reason of a failure belongs in the log
     */
    public static Future<Health> of(String name, Future<Void> check) {
        return check.timeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .map(GOOD)
                .otherwise(failure -> problem(name + " does not answer"));
    }

    /** Combines the parts. */
    public static Future<Health> all(List<Future<Health>> parts) {
        return Future.all(parts).map(known -> known.<Health>list().stream().reduce(GOOD, Health::and));
    }

    private Health and(Health other) {
        OptionalLong both = waiting.isEmpty() || other.waiting.isEmpty()
                ? (waiting.isPresent() ? waiting : other.waiting)
                : OptionalLong.of(waiting.getAsLong() + other.waiting.getAsLong());
        return new Health(
                Stream.concat(problems.stream(), other.problems.stream()).toList(), both, hasMore || other.hasMore);
    }
}
