package dev.shippy.runtime.nats;

import io.nats.client.Message;
import java.util.Locale;
import java.util.Set;

/** What the server says about a pull instead of delivering a message. */
record PullStatus(Message message) {

    private static final int HEARTBEAT = 100;
    private static final int CONFLICT = 409;
    /** There is nothing, or its time is over. */
    private static final Set<Integer> OVER = Set.of(404, 408);
    /** Other conflicts end the consumer, too. */
    private static final Set<String> OVER_IN_WORDS = Set.of("message size exceeds maxbytes", "batch completed");

    private static final String UNUSED = "Nats-Pending-Messages";
    private static final String LAST_DELIVERED = "Nats-Last-Consumer";

    boolean isHeartbeat() {
        return code() == HEARTBEAT;
    }

    /** Whether the pull has ended and the consumer goes on. */
    boolean isOverForPull() {
        boolean conflict = code() == CONFLICT
                && OVER_IN_WORDS.contains(message.getStatus().getMessage().toLowerCase(Locale.ROOT));
        return conflict || OVER.contains(code());
    }

    /** How many messages the ended pull would still have taken. */
    int unused() {
        return (int) number(UNUSED, Integer.MAX_VALUE);
    }

    /** Whether more has been delivered than has arrived. */
    boolean isAheadOf(long consumerSequence) {
        return number(LAST_DELIVERED, consumerSequence) != consumerSequence;
    }

    private int code() {
        return message.getStatus().getCode();
    }

    private long number(String header, long fallback) {
        String value = message.hasHeaders() ? message.getHeaders().getFirst(header) : null;
        return value == null ? fallback : Long.parseLong(value);
    }
}
