package dev.shippy.cli.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.EventStream;
import dev.shippy.runtime.nats.StoredMessage;
import dev.shippy.runtime.nats.StreamOperator;
import dev.shippy.runtime.nats.StreamReader;
import dev.shippy.runtime.nats.StreamSelection;
import dev.shippy.runtime.nats.StreamState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RedeliveryTest {

    private final Slow streams = new Slow();
    private final Redelivery redelivery = new Redelivery(streams);

    @Test
    void boundsWhatIsOnItsWay() {
        for (int sequence = 1; sequence <= 100; sequence++) {
            redelivery.send(event(sequence, 10));
        }
        assertEquals(0, redelivery.confirmed());

        streams.store(1);
        redelivery.send(event(101, 10));

        assertEquals(1, redelivery.confirmed());
        assertEquals(101, streams.copies.size());
    }

    @Test
    void boundsItsBytes() {
        for (int sequence = 1; sequence <= 4; sequence++) {
            redelivery.send(event(sequence, 1_000_000));
        }
        streams.store(1);
        redelivery.send(event(5, 1_000_000));

        assertEquals(1, redelivery.confirmed());
    }

    @Test
    void countsAlsoWhatIsOnItsWayWhenItIsInterrupted() {
        for (int sequence = 1; sequence <= 100; sequence++) {
            redelivery.send(event(sequence, 10));
        }
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> redelivery.send(event(101, 10)));
        assertTrue(!Thread.currentThread().isInterrupted());

        streams.store(101);
        redelivery.finish();

        assertEquals(101, redelivery.confirmed());
    }

    private static StoredMessage event(long sequence, int bytes) {
        return new StoredMessage("EVENTS", sequence, Instant.EPOCH, "user.created", Map.of(), new byte[bytes]);
    }

    /** Stores copies when it is told to. */
    private static final class Slow implements StreamOperator {

        private final List<Promise<Void>> copies = new ArrayList<>();

        void store(int count) {
            copies.subList(0, count).forEach(Promise::tryComplete);
        }

        @Override
        public Future<Void> redeliver(StoredMessage message, String id) {
            copies.add(Promise.promise());
            return copies.get(copies.size() - 1).future();
        }

        @Override
        public StreamState state(EventStream stream) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<StoredMessage> read(EventStream stream, long sequence) {
            throw new UnsupportedOperationException();
        }

        @Override
        public StreamReader open(StreamSelection selection) {
            throw new UnsupportedOperationException();
        }

        @Override
        public StreamSelection newest(StreamSelection selection, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean deleteDeadLetter(long sequence) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long purgeDeadLetters() {
            throw new UnsupportedOperationException();
        }
    }
}
