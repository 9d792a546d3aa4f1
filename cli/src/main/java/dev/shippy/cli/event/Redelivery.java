package dev.shippy.cli.event;

import dev.shippy.contracts.ServiceException;
import dev.shippy.runtime.nats.StoredMessage;
import dev.shippy.runtime.nats.StreamOperator;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;

/** Hands events out once more, some of them at a time, in their order. */
final class Redelivery {

    private static final int MOST_UNCONFIRMED = 100;
    private static final long MOST_UNCONFIRMED_BYTES = 4L * 1024 * 1024;

    /** A copy on its way into the stream. */
    private record Copy(StoredMessage event, Future<Void> stored) {}

    private final StreamOperator streams;
    private final String run = UUID.randomUUID().toString();
    private final Deque<Copy> unconfirmed = new ArrayDeque<>();
    private long unconfirmedBytes;
    private long confirmed;

    Redelivery(StreamOperator streams) {
        this.streams = streams;
    }

    /** @throws ServiceException when this one or one before it was not stored; its sentence says which */
    void send(StoredMessage event) {
        Future<Void> stored = streams.redeliver(event, "redeliver-" + run + "-" + event.sequence());
        unconfirmed.add(new Copy(event, stored));
        unconfirmedBytes += event.body().length;
        while (unconfirmed.size() > MOST_UNCONFIRMED || unconfirmedBytes > MOST_UNCONFIRMED_BYTES) {
            confirmOldest();
        }
    }

    /** Waits until all are stored. */
    void finish() {
        while (!unconfirmed.isEmpty()) {
            confirmOldest();
        }
    }

    /** How many are stored. */
    long confirmed() {
        return confirmed;
    }

    /** Whoever is interrupted here has not lost sight of it. */
    private void confirmOldest() {
        Copy copy = unconfirmed.element();
        try {
            copy.stored().await();
            unconfirmed.remove();
            unconfirmedBytes -= copy.event().body().length;
            confirmed++;
        } catch (ServiceException refused) {
            throw new ServiceException(
                    refused.code(),
                    refused.sentence() + "; " + confirmed + " events before the one with the sequence "
                            + copy.event().sequence() + " were redelivered",
                    refused);
        }
    }
}
