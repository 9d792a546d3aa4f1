package dev.shippy.cli.event;

import dev.shippy.runtime.nats.StoredMessage;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What has been read, for the sentence at the end. */
final class Tally {

    private long startNanos = System.nanoTime();
    private long events;
    private long first;
    private long last;

    /** The time that counts begins now. */
    void begin() {
        startNanos = System.nanoTime();
    }

    void add(StoredMessage event) {
        first = events == 0 ? event.sequence() : first;
        last = event.sequence();
        events++;
    }

    long events() {
        return events;
    }

    /** Such as {@code 100000 events, sequence 1 to 100000, in 0.8 s, 125000 a second}. */
    String sentence() {
        double seconds = (double) (System.nanoTime() - startNanos) / TimeUnit.SECONDS.toNanos(1);
        String counted = events == 1 ? "1 event" : events + " events";
        if (events == 0) {
            return String.format(Locale.ROOT, "%s in %.1f s", counted, seconds);
        }
        return String.format(
                Locale.ROOT,
                "%s, sequence %d to %d, in %.1f s, %.0f a second",
                counted,
                first,
                last,
                seconds,
                events / seconds);
    }
}
