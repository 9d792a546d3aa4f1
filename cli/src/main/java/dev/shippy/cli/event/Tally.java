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

    /** Such as {@code 100000 events, sequence 1 to 100000, in 0.8 s}. */
    String sentence() {
        String counted = events == 1 ? "1 event" : events + " events";
        String which = events == 0 ? "" : ", sequence " + first + " to " + last + ",";
        return counted + which + String.format(Locale.ROOT, " in %.1f s", seconds());
    }

    /** With how many there were in a second, where none was waited for. */
    String sentenceWithRate() {
        return events == 0
                ? sentence()
                : sentence() + String.format(Locale.ROOT, ", %.0f a second", events / seconds());
    }

    private double seconds() {
        return (double) (System.nanoTime() - startNanos) / TimeUnit.SECONDS.toNanos(1);
    }
}
