package dev.shippy.runtime.nats;

import dev.shippy.contracts.EventStream;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * What an operator does with streams. Methods block, so they are not for event loops; each failure is a
 * {@link dev.shippy.contracts.ServiceException}: PERMISSION_DENIED as soon as NATS refuses, NOT_FOUND when the stream is not
 * there, UNAVAILABLE when JetStream does not answer in time.
 */
public interface StreamOperator {

    StreamState state(EventStream stream) throws InterruptedException;

    /** The message with the sequence, if it is still there. */
    Optional<StoredMessage> read(EventStream stream, long sequence) throws InterruptedException;

    /** Reads what is selected, oldest first. */
    StreamReader open(StreamSelection selection) throws InterruptedException;

    /** The selection without all but its newest messages, at most so many. */
    StreamSelection newest(StreamSelection selection, long count) throws InterruptedException;

    /**
     * Copies a message to the stream REDELIVER, for email-subscriber: its body and its headers without those that NATS acts on
     * and those of dead letters.
     *
     * @param id its Nats-Msg-Id: a repetition within the duplicate window is stored once
     * @return success when the stream has stored it; does not block
     */
    Future<Void> redeliver(StoredMessage message, String id);

    /** Deletes one dead letter. Returns whether it was there. */
    boolean deleteDeadLetter(long sequence) throws InterruptedException;

    /** Deletes all dead letters. Returns how many there were. */
    long purgeDeadLetters() throws InterruptedException;
}
