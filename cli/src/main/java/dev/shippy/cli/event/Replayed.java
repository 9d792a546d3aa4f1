package dev.shippy.cli.event;

import dev.shippy.runtime.nats.StoredMessage;
import dev.shippy.runtime.nats.StreamReader;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What a replay that nobody sees came to, for load tests.
 *
 * @param events how many there were
 * @param seconds from the first event to the last
 */
public record Replayed(long events, double seconds) {

    /** Does with each event what `event replay` does, decoding and JSON included; what it would print goes nowhere. */
    public static Replayed all(StreamReader reader) throws InterruptedException {
        EventPrinter printer = new EventLines(OutputStream.nullOutputStream());
        long events = 0;
        long start = System.nanoTime();
        for (Optional<StoredMessage> next = reader.next(); next.isPresent(); next = reader.next()) {
            start = events == 0 ? System.nanoTime() : start;
            printer.print(next.get());
            events++;
        }
        printer.end();
        return new Replayed(events, (double) (System.nanoTime() - start) / TimeUnit.SECONDS.toNanos(1));
    }

    /** Events a second. */
    public double rate() {
        return events / seconds;
    }
}
