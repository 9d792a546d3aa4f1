package dev.shippy.runtime.outbox;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A store's events that are not published yet. The update that makes an event true stores it with a due time of now + the
 * lease; until then it is the writer's to publish, from then on anybody's. Every change is atomic for each entity, and applies
 * only to what has the due time that its entry has: what somebody else has taken over, or was added to, stays as it is.
 * Futures fail with a {@link dev.shippy.contracts.ServiceException}; whether a failed change was made is unknown. Results
 * arrive on the caller's context.
 */
public interface OutboxSource {

    /**
     * An entry that was not published.
     *
     * @param sentence why, at most {@link #SENTENCE_CHARACTERS}
     * @param pause how long nobody is to try it again
     */
    record Failure(OutboxEntry entry, String sentence, Duration pause) {}

    /**
     * One batch of what is published again.
     *
     * @param scheduled how much was scheduled, in the source's own unit; may be 0 also before the last batch
     * @param next where the next batch begins; nothing after the last one
     */
    record Batch(long scheduled, Optional<String> next) {}

    /** The longest reason of a failure that is kept. */
    int SENTENCE_CHARACTERS = 200;

    /** Takes what is due, longest due first, and makes it due a lease from now; an entity's events are never split. */
    Future<List<OutboxEntry>> claim(int most);

    /** Marks all events of the entries as published. */
    Future<Void> published(List<OutboxEntry> entries);

    /** Keeps that they were not published, and when they are due again. */
    Future<Void> failed(List<Failure> failures);

    /** How many entries have events that are not published, leased ones included; counted up to {@code most}. */
    Future<Long> waiting(int most);

    /**
     * Makes events that are not older, published or not, due now.
     *
     * @param after where the batch before ended; empty for the first
     * @param most the size of a batch, in the source's own unit
     */
    Future<Batch> republish(Instant since, String after, int most);
}
