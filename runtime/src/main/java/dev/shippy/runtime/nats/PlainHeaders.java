package dev.shippy.runtime.nats;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Walks over headers that have the form nearly all have: the version, then lines {@code name: value} of visible ASCII, with
 * or without blanks around the value, then an empty line. To be certain of that is much cheaper than what jnats does.
 */
final class PlainHeaders {

    private static final byte[] VERSION = "NATS/1.0\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int LINE_END = 2;

    private final byte[] bytes;
    private final int end;
    private int position;
    private boolean plain;
    private int name;
    private int colon;
    private int value;
    private int stop;

    /** The headers are the bytes from one position to before another. */
    PlainHeaders(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.end = to - LINE_END;
        this.position = from + VERSION.length;
        this.plain =
                position <= end && Arrays.equals(bytes, from, position, VERSION, 0, VERSION.length) && isLineEnd(end);
    }

    static boolean arePlain(byte[] bytes) {
        PlainHeaders headers = new PlainHeaders(bytes, 0, bytes.length);
        boolean more = true;
        while (more) {
            more = headers.next();
        }
        return headers.isPlain();
    }

    /** Goes to the next header; false at the end, and where the form is another one. */
    boolean next() {
        if (!plain || position == end) {
            return false;
        }
        name = position;
        colon = afterName(position);
        int lineEnd = afterValue(colon + 1);
        value = colon + 1;
        stop = lineEnd;
        while (value < stop && bytes[value] == ' ') {
            value++;
        }
        while (value < stop && bytes[stop - 1] == ' ') {
            stop--;
        }
        plain = colon > name && stop > value && bytes[colon] == ':' && isLineEnd(lineEnd);
        position = lineEnd + LINE_END;
        return plain;
    }

    /** Whether all that was walked over has the form. */
    boolean isPlain() {
        return plain;
    }

    String name() {
        return new String(bytes, name, colon - name, StandardCharsets.ISO_8859_1);
    }

    String value() {
        return new String(bytes, value, stop - value, StandardCharsets.ISO_8859_1);
    }

    private int afterName(int from) {
        int next = from;
        while (next < end && bytes[next] > ' ' && bytes[next] <= '~' && bytes[next] != ':') {
            next++;
        }
        return next;
    }

    private int afterValue(int from) {
        int next = Math.min(from, end);
        while (next < end && bytes[next] >= ' ' && bytes[next] <= '~') {
            next++;
        }
        return next;
    }

    private boolean isLineEnd(int at) {
        return bytes[at] == '\r' && bytes[at + 1] == '\n';
    }
}
