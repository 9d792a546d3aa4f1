package dev.shippy.runtime.outbox;

import dev.shippy.contracts.Characters;
import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.EventMessage;
import dev.shippy.runtime.GroupCommit;
import dev.shippy.runtime.nats.EventPublisher;
import dev.shippy.runtime.outbox.OutboxSource.Failure;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done with one entry: its events are published one after the other, and the source is told what came of it. */
final class Publishing {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;
    private static final int DOUBLINGS = 7;
    /** The largest batch, see {@link OutboxConfig}. */
    private static final int MOST_TOGETHER = 1_000;
    /** A mark that is too late does nothing, and who is under way has a bound. */
    private static final Deadline NEVER = new Deadline(Long.MAX_VALUE);

    private final EventPublisher publisher;
    private final Road road;
    private final GroupCommit<OutboxEntry, OutboxEntry> marks;
    private final GroupCommit<Failure, Failure> failures;

    Publishing(OutboxSource source, EventPublisher publisher, Road road) {
        this.publisher = publisher;
        this.road = road;
        this.marks = new GroupCommit<>(
                MOST_TOGETHER,
                Clock.systemUTC(),
                entries -> source.published(entries).map(entries));
        this.failures = new GroupCommit<>(
                MOST_TOGETHER,
                Clock.systemUTC(),
                entries -> source.failed(entries).map(entries));
    }

    /** Ends when the source knows, or could not be told: then the entry comes again after its lease. */
    Future<Void> run(OutboxEntry entry) {
        return publish(entry)
                .transform(result -> settle(entry, result.cause()))
                .onFailure(lost -> log.debug("{} is not settled: {}", entry.entity(), lost.getMessage()))
                .transform(settled -> Future.succeededFuture());
    }

    private Future<Void> publish(OutboxEntry entry) {
        Future<Void> published = Future.succeededFuture();
        for (EventMessage event : entry.events()) {
            published = published.compose(before -> publisher.publish(event));
        }
        return published;
    }

    private Future<Void> settle(OutboxEntry entry, @Nullable Throwable failure) {
        if (failure == null) {
            road.passed();
            return marks.add(entry, NEVER).mapEmpty();
        }
        String why = sentence(failure);
        road.blocked(why);
        log.debug("Events of {} were not published: {}", entry.entity(), why);
        return failures.add(new Failure(entry, why, pauseAfter(entry.attempts())), NEVER)
                .mapEmpty();
    }

    private static Duration pauseAfter(int attempts) {
        return Duration.ofMillis(Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempts, DOUBLINGS)));
    }

    /** One line, bounded. */
    static String sentence(Throwable failure) {
        return Characters.line(
                String.valueOf(failure.getMessage()).replaceAll("\\s+", " "), OutboxSource.SENTENCE_CHARACTERS);
    }
}
