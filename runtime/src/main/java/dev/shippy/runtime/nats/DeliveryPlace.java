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
    /** Dots before the stream's name, in the short form and in the long one, and dots in all of the short form. */
    private static final int BEFORE_STREAM = 2;

    private static final int BEFORE_STREAM_OF_LONG_FORM = 4;
    private static final int DOTS_OF_SHORT_FORM = 8;
    private static final int MOST_DOTS = 16;

    /** Whether the reply subject is that of a delivery; a status of the server has none. */
    static boolean isOne(@Nullable String replyTo) {
        return replyTo != null && replyTo.startsWith(PREFIX);
    }

    static DeliveryPlace of(String replyTo) {
        int[] dots = new int[MOST_DOTS];
        int count = 0;
        for (int dot = replyTo.indexOf('.'); dot >= 0 && count < MOST_DOTS - 1; dot = replyTo.indexOf('.', dot + 1)) {
            dots[count++] = dot;
        }
        dots[count] = replyTo.length();
        int stream = count > DOTS_OF_SHORT_FORM ? BEFORE_STREAM_OF_LONG_FORM : BEFORE_STREAM;
        return new DeliveryPlace(
                replyTo.substring(dots[stream - 1] + 1, dots[stream]),
                number(replyTo, dots, stream + 3),
                number(replyTo, dots, stream + 4),
                number(replyTo, dots, stream + 5),
                number(replyTo, dots, stream + 6));
    }

    private static long number(String replyTo, int[] dots, int token) {
        long number = 0;
        for (int i = dots[token - 1] + 1; i < dots[token]; i++) {
            number = number * 10 + replyTo.charAt(i) - '0';
        }
        return number;
    }

    Instant storedAt() {
        return Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS);
    }
}
