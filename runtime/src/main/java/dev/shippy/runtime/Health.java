package dev.shippy.runtime;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What an instance says of itself to anybody who asks, so without addresses and secrets.
 *
 * @param problems a sentence without a full stop for each thing that it needs and does not have; empty when all is well
 * @param waiting events that are stored and not published yet; nothing where none are kept, or where that is not known
 * @param hasMore whether there may be more of them than were counted
 */
public record Health(List<String> problems, OptionalLong waiting, boolean hasMore) {

    /** All is well, and no events are kept. */
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
     * Whether something that is needed answers within {@link #LIMIT}; never a failure.
     *
     * @param name as people know it, such as PostgreSQL; why it does not answer is for the log
     */
    public static Future<Health> of(String name, Future<Void> check) {
        return check.timeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .map(GOOD)
                .otherwise(failure -> problem(name + " does not answer"));
    }

    /** All of it together. */
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
