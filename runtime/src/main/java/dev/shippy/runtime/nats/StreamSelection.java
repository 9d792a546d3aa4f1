package dev.shippy.runtime.nats;

import dev.shippy.contracts.EventStream;
import java.time.Instant;
import java.util.Optional;

/**
 * Which messages of a stream are read.
 *
 * @param fromSequence the first sequence that counts; 1 is the stream's beginning
 * @param since only what was stored then or later
 * @param until only what was stored then or before
 * @param subject one subject, which may end in {@code *}; empty for all
 * @param most how many at most
 * @param follows whether to wait for messages that are still to come; otherwise the end is what is last when reading begins
 */
public record StreamSelection(
        EventStream stream,
        long fromSequence,
        Optional<Instant> since,
        Optional<Instant> until,
        String subject,
        long most,
        boolean follows) {

    /** All that is there. */
    public static StreamSelection of(EventStream stream) {
        return new StreamSelection(stream, 1, Optional.empty(), Optional.empty(), "", Long.MAX_VALUE, false);
    }

    public StreamSelection from(long sequence) {
        return new StreamSelection(stream, sequence, since, until, subject, most, follows);
    }

    public StreamSelection since(Instant time) {
        return new StreamSelection(stream, fromSequence, Optional.of(time), until, subject, most, follows);
    }

    public StreamSelection until(Instant time) {
        return new StreamSelection(stream, fromSequence, since, Optional.of(time), subject, most, follows);
    }

    public StreamSelection subject(String wanted) {
        return new StreamSelection(stream, fromSequence, since, until, wanted, most, follows);
    }

    public StreamSelection most(long count) {
        return new StreamSelection(stream, fromSequence, since, until, subject, count, follows);
    }

    public StreamSelection following() {
        return new StreamSelection(stream, fromSequence, since, until, subject, most, true);
    }
}
