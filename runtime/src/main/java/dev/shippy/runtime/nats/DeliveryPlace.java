package dev.shippy.runtime.nats;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a consumer's delivery stands, as its reply subject says: {@code $JS.ACK.<stream>.<consumer>.<deliveries>.<sequence>.
 * <consumer sequence>.<nanoseconds>.<pending>}, or a newer form with domain and account before the stream.
 *
 * @param consumerSequence its number among the consumer's deliveries, from 1 without a gap
 * @param pending how many messages the consumer still has to deliver
 */
record DeliveryPlace(String stream, long sequence, long consumerSequence, long nanos, long pending) {

    private static final String PREFIX = "$JS.ACK.";
    private static final long NANOS = 1_000_000_000;
    private static final int TOKENS = 9;
    private static final int STREAM = 2;
    /** Where it stands when domain and account come before it. */
    private static final int LATER_STREAM = 4;

    /** Whether the reply subject is that of a delivery; a status of the server has none. */
    static boolean isOne(@Nullable String replyTo) {
        return replyTo != null && replyTo.startsWith(PREFIX);
    }

    static DeliveryPlace of(String replyTo) {
        String[] tokens = replyTo.split("\\.", -1);
        int stream = tokens.length > TOKENS ? LATER_STREAM : STREAM;
        return new DeliveryPlace(
                tokens[stream],
                Long.parseLong(tokens[stream + 3]),
                Long.parseLong(tokens[stream + 4]),
                Long.parseLong(tokens[stream + 5]),
                Long.parseLong(tokens[stream + 6]));
    }

    Instant storedAt() {
        return Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS);
    }
}
