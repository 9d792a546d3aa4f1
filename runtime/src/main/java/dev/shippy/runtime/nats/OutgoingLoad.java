package dev.shippy.runtime.nats;

import io.nats.client.impl.NatsStatistics;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of what was published waits to be written. The connection itself knows, and tells only who takes the locks that its
 * writer holds while the server does not read: asking it would stop an event loop, and the connection's own recovery with it.
 *
 * <p>A hint: messages that the client makes itself are counted when they are written, not when they are queued, so that the
 * figures are rather too low. For all threads; the connection's writer tells what it writes.
 */
final class OutgoingLoad extends NatsStatistics {

    /** More are not taken on. */
    static final int MOST_MESSAGES = 2_048;

    private static final long MOST_BYTES = 8L * 1024 * 1024;

    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    /** Something is published, of at least so many bytes. */
    void add(int size) {
        messages.incrementAndGet();
        bytes.addAndGet(size);
    }

    /** Something was not queued, or is written. */
    void remove(long size) {
        messages.updateAndGet(waiting -> Math.max(0, waiting - 1));
        bytes.updateAndGet(waiting -> Math.max(0, waiting - size));
    }

    /** The connection is gone; what it still holds is written soon after it is back, if ever. */
    void clear() {
        messages.set(0);
        bytes.set(0);
    }

    boolean isFull() {
        return messages.get() >= MOST_MESSAGES || bytes.get() >= MOST_BYTES;
    }

    boolean isHalfFull() {
        return messages.get() > MOST_MESSAGES / 2 || bytes.get() > MOST_BYTES / 2;
    }

    @Override
    public void incrementOut(long size) {
        super.incrementOut(size);
        remove(size);
    }
}
