package dev.shippy.runtime.outbox;

import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.ServiceException;
import dev.shippy.runtime.Fields;
import dev.shippy.runtime.outbox.OutboxSource.Batch;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;

/** Makes all events since a time due again, batch by batch. May be repeated. */
public final class Republishing {

    private static final int BATCH = 1_000;

    private final OutboxSource source;
    private final Clock clock;

    public Republishing(OutboxSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /**
     * Until all are due, or the deadline has passed.
     *
     * @param since Unix milliseconds; INVALID_ARGUMENT when it is no time that has passed
     * @return how much there is, in the source's own unit; DEADLINE_EXCEEDED when it does not end in time
     */
    public Future<Long> run(long since, Deadline deadline) {
        return from(Fields.pastTime("since", since, clock), "", 0, deadline);
    }

    private Future<Long> from(Instant since, String after, long before, Deadline deadline) {
        if (deadline.isPast(clock)) {
            return Future.failedFuture(ServiceException.deadlineExceeded(
                    "The deadline passed after " + before + "; ask again with more time"));
        }
        return source.republish(since, after, BATCH)
                .compose(batch -> goOn(since, batch, before + batch.scheduled(), deadline));
    }

    private Future<Long> goOn(Instant since, Batch batch, long scheduled, Deadline deadline) {
        return batch.next()
                .map(next -> from(since, next, scheduled, deadline))
                .orElseGet(() -> Future.succeededFuture(scheduled));
    }
}
