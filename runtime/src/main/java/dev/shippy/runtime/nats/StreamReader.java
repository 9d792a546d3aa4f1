package dev.shippy.runtime.nats;

import java.util.Optional;

/** Reads messages of a stream in their order and takes nothing away. What is fetched ahead is bounded. For one thread. */
public interface StreamReader extends AutoCloseable {

    /**
     * Waits for the next message. When the server goes away meanwhile, reading goes on after the last message as soon as it is
     * back, within half a minute.
     *
     * @return the message, or nothing at the end
     * @throws dev.shippy.contracts.ServiceException PERMISSION_DENIED as soon as NATS refuses, NOT_FOUND when the stream is gone,
     *     UNAVAILABLE when the server does not come back
     */
    Optional<StoredMessage> next() throws InterruptedException;

    /** How many messages are still to come, as far as is known; not where the end is a time. */
    long pending();

    @Override
    void close();
}
