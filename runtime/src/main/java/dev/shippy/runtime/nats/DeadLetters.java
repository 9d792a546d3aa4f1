package dev.shippy.runtime.nats;

import dev.shippy.contracts.EventStream;
import dev.shippy.contracts.Headers;
import dev.shippy.contracts.Limits;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** Copies messages that are given up, with the reason, to where an operator finds them. */
final class DeadLetters {

    /** For the headers, within what NATS takes. */
    private static final int RESERVED_BYTES = 32 * 1024;

    private static final int MAX_BODY_BYTES = Limits.NATS_PAYLOAD_BYTES - RESERVED_BYTES;
    private static final int MAX_HEADERS = 64;
    private static final int MAX_HEADER_CHARACTERS = 8 * 1024;
    private static final int MAX_REASON_CHARACTERS = 500;
    private static final byte[] CUT = new byte[0];

    private final StreamPublisher publisher;

    DeadLetters(StreamPublisher publisher) {
        this.publisher = publisher;
    }

    Future<Void> bury(DeadLetter letter) {
        byte[] body = letter.message().body();
        return publisher.publish(
                EventStream.DEAD_LETTERS,
                EventStream.DEAD_LETTERS.subject(),
                headers(letter),
                body.length > MAX_BODY_BYTES ? CUT : body);
    }

    static Map<String, String> headers(DeadLetter letter) {
        StoredMessage message = letter.message();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(Headers.MESSAGE_ID, message.stream() + "-" + message.sequence() + "-" + letter.consumer());
        headers.put(Headers.DEAD_LETTER_REASON, sentence(letter.reason()));
        headers.put(Headers.DEAD_LETTER_CONSUMER, letter.consumer());
        headers.put(Headers.DEAD_LETTER_STREAM, message.stream());
        headers.put(Headers.DEAD_LETTER_SEQUENCE, String.valueOf(message.sequence()));
        headers.put(Headers.DEAD_LETTER_SUBJECT, message.subject());
        headers.put(Headers.DEAD_LETTER_DELIVERIES, String.valueOf(letter.deliveries()));
        if (message.body().length > MAX_BODY_BYTES) {
            headers.put(Headers.DEAD_LETTER_BODY_BYTES, String.valueOf(message.body().length));
        }
        copy(message.headers(), headers);
        return headers;
    }

    /**
     * What NATS acts on, and what we say, is not copied; nor is what cannot be a header, or is too much. Attributes of the event
     * come first: without them it cannot be redriven.
     */
    static void copy(Map<String, String> from, Map<String, String> to) {
        int left = copy(from, to, MAX_HEADER_CHARACTERS, name -> name.regionMatches(true, 0, "ce-", 0, 3));
        int unused = copy(from, to, left, name -> true);
    }

    private static int copy(Map<String, String> from, Map<String, String> to, int characters, Predicate<String> names) {
        int left = characters;
        for (Map.Entry<String, String> header : from.entrySet()) {
            int size = header.getKey().length() + header.getValue().length();
            boolean fits = size <= left && to.size() < MAX_HEADERS;
            if (fits && names.test(header.getKey()) && mayBeCopied(header.getKey()) && isPrintable(header.getValue())) {
                left -= to.putIfAbsent(header.getKey(), header.getValue()) == null ? size : 0;
            }
        }
        return left;
    }

    private static boolean mayBeCopied(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !lower.startsWith("nats-")
                && !lower.startsWith("dead-letter-")
                && lower.chars().allMatch(c -> c > ' ' && c <= '~' && c != ':');
    }

    private static boolean isPrintable(String value) {
        return value.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    /** One line of printable ASCII, which is what a header takes. */
    private static String sentence(String reason) {
        String line =
                reason.replaceAll("[\\r\\n\\t]+", " ").replaceAll("[^ -~]", "?").strip();
        return line.length() <= MAX_REASON_CHARACTERS ? line : line.substring(0, MAX_REASON_CHARACTERS);
    }
}
