package dev.shippy.runtime.nats;

import dev.shippy.contracts.Headers;
import dev.shippy.contracts.Limits;
import io.nats.client.support.IncomingHeadersProcessor;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The checked headers of a message: jnats can read them, or there is a reason to refuse them. A foreign header that
 * jnats cannot read, such as one that is not ASCII, is dropped. If one of ours is unreadable, that is a reason.
 */
final class HeaderBlock {

    static final int MAX_BYTES = 16 * 1024;
    static final int MAX_COUNT = 64;

    private static final String LINE_END = "\r\n";
    private static final String VERSION = "NATS/1.0" + LINE_END;
    private static final String MALFORMED = "they are malformed";

    private final byte[] bytes;
    private final String refusal;

    private HeaderBlock(byte[] bytes, String refusal) {
        this.bytes = bytes;
        this.refusal = refusal;
    }

    /** From the version to the empty line; the given array, unless a header was dropped. */
    byte[] bytes() {
        return bytes;
    }

    /** Why they cannot be read; empty if they can. */
    String refusal() {
        return refusal;
    }

    static HeaderBlock of(byte[] bytes) {
        String tooMuch = tooMuch(bytes);
        if (!tooMuch.isEmpty()) {
            return new HeaderBlock(bytes, tooMuch);
        }
        return PlainHeaders.arePlain(bytes) || isReadByJnats(bytes)
                ? new HeaderBlock(bytes, "")
                : withoutForeign(bytes);
    }

    /** Whether a token is longer than allowed. */
    static boolean hasLongToken(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> line.length() > Limits.TOKEN_BYTES)
                .anyMatch(line -> line.regionMatches(
                        true, 0, Headers.AUTHORIZATION + ":", 0, Headers.AUTHORIZATION.length() + 1));
    }

    private static String tooMuch(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            return "they have " + bytes.length + " bytes, at most " + MAX_BYTES + " are allowed";
        }
        int lines = 0;
        for (byte next : bytes) {
            lines += next == '\n' ? 1 : 0;
        }
        // The first line is the version, the last one is empty.
        return lines - 2 > MAX_COUNT ? "there are " + (lines - 2) + ", at most " + MAX_COUNT + " are allowed" : "";
    }

    private static HeaderBlock withoutForeign(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (!text.startsWith(VERSION) || !text.endsWith(LINE_END + LINE_END)) {
            return new HeaderBlock(bytes, MALFORMED);
        }
        ByteArrayOutputStream left = new ByteArrayOutputStream(bytes.length);
        left.writeBytes(VERSION.getBytes(StandardCharsets.ISO_8859_1));
        String lines = text.substring(VERSION.length(), text.length() - 2 * LINE_END.length());
        for (String line : lines.split(LINE_END, -1)) {
            int colon = line.indexOf(':');
            if (colon < 1 || line.indexOf('\r') >= 0 || line.indexOf('\n') >= 0) {
                return new HeaderBlock(bytes, MALFORMED);
            }
            byte[] alone = (VERSION + line + LINE_END + LINE_END).getBytes(StandardCharsets.ISO_8859_1);
            if (isReadByJnats(alone)) {
                left.writeBytes((line + LINE_END).getBytes(StandardCharsets.ISO_8859_1));
            } else if (isOurs(line.substring(0, colon))) {
                String name = Bounds.headerSafe(line.substring(0, colon));
                return new HeaderBlock(bytes, "the header " + name + " is not ASCII text");
            }
        }
        left.writeBytes(LINE_END.getBytes(StandardCharsets.ISO_8859_1));
        return new HeaderBlock(left.toByteArray(), "");
    }

    /**
     * The headers that we act on, in requests and events. An unreadable trace header counts as absent, as its standard
     * requires.
     */
    private static boolean isOurs(String name) {
        @Nullable ControlHeader known = ControlHeader.named(name.strip());
        if (known == ControlHeader.TRACE_PARENT || known == ControlHeader.TRACE_STATE) {
            return false;
        }
        return known != null
                || ControlHeader.meantBy(name) != null
                || begins(name, "ce-")
                || begins(name, "nats-")
                || begins(name, "dead-letter-");
    }

    private static boolean begins(String name, String prefix) {
        return name.stripLeading().regionMatches(true, 0, prefix, 0, prefix.length());
    }

    private static boolean isReadByJnats(byte[] bytes) {
        try {
            return new IncomingHeadersProcessor(bytes).getSerializedLength() == bytes.length;
        } catch (RuntimeException malformed) { // of several kinds, an index that is out of bounds among them
            return false;
        }
    }
}
