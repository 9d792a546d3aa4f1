package dev.shippy.contracts;

import java.time.Duration;
import java.util.List;

/**
 * The streams of the system, as one provisioning step makes them; all are kept in files and by limits, so that reading takes
 * nothing away. What is over the limits goes, oldest first, where {@link #dropsOldest}, else it is refused.
 */
public enum EventStream {
    /** What has happened. Nothing wider than these subjects: a stream over a request's subject would answer it. */
    EVENTS(List.of("user.*", "consignment.*"), Duration.ofDays(30), gibibytes(2), true, true),
    /** What a subscriber could not do: copies, until an operator purges or redrives them. */
    DEAD_LETTERS(List.of("dead-letter.email-subscriber"), Duration.ZERO, gibibytes(1) / 2, false, false),
    /** What an operator hands to a subscriber once more. */
    REDELIVER(List.of("redeliver.email-subscriber"), Duration.ofDays(7), gibibytes(1) / 2, false, false),
    /** The server's word on messages that were delivered as often as allowed. */
    ADVISORIES(
            List.of("$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.>"),
            Duration.ofDays(30),
            gibibytes(1) / 16,
            true,
            false);

    @SuppressWarnings("ImmutableEnumChecker") // what List.of makes cannot change
    private final List<String> subjects;

    private final Duration maxAge;
    private final long maxBytes;
    private final boolean dropsOldest;
    private final boolean deniesDelete;

    EventStream(List<String> subjects, Duration maxAge, long maxBytes, boolean dropsOldest, boolean deniesDelete) {
        this.subjects = subjects;
        this.maxAge = maxAge;
        this.maxBytes = maxBytes;
        this.dropsOldest = dropsOldest;
        this.deniesDelete = deniesDelete;
    }

    /** Within it a message with the same Nats-Msg-Id is stored once. */
    public static final Duration DUPLICATE_WINDOW = Duration.ofMinutes(10);

    public List<String> subjects() {
        return subjects;
    }

    /** The subject of a stream that has one. */
    public String subject() {
        return subjects.get(0);
    }

    /** How long messages are kept; zero for ever. */
    public Duration maxAge() {
        return maxAge;
    }

    /** How many bytes it may have on disk. */
    public long maxBytes() {
        return maxBytes;
    }

    /** Whether the oldest messages go when it is full; otherwise it takes no new ones. */
    public boolean dropsOldest() {
        return dropsOldest;
    }

    /** Whether single messages cannot be deleted. */
    public boolean deniesDelete() {
        return deniesDelete;
    }

    private static long gibibytes(long count) {
        return count << 30;
    }
}
