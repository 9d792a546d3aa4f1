package dev.shippy.cli.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shippy.runtime.nats.StoredMessage;
import dev.shippy.runtime.nats.StreamReader;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReplayedTest {

    /** Messages that are no events of ours. */
    private static StreamReader reader(long count) {
        Iterator<StoredMessage> left = LongStream.rangeClosed(1, count)
                .mapToObj(sequence ->
                        new StoredMessage("EVENTS", sequence, Instant.EPOCH, "user.created", Map.of(), new byte[] {1}))
                .iterator();
        return new StreamReader() {
            @Override
            public Optional<StoredMessage> next() {
                return left.hasNext() ? Optional.of(left.next()) : Optional.empty();
            }

            @Override
            public long pending() {
                return 0;
            }

            @Override
            public void close() {}
        };
    }

    @Test
    void countsToTheEnd() throws InterruptedException {
        assertEquals(3, Replayed.all(reader(3)).events());
        assertEquals(0, Replayed.all(reader(0)).events());
    }
}
