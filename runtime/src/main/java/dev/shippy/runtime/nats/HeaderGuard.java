package dev.shippy.runtime.nats;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Looks at the headers of what the server sends before jnats does. The server passes on whatever bytes a client calls headers;
 * jnats, when it cannot read them, ends the thread that reads its connection and notices seconds later, so that one message
 * from anybody would make a service deaf. Headers that are malformed, too many or too large are replaced by one that says so;
 * see {@link HeaderBlock} for those that are dropped. For one thread.
 */
final class HeaderGuard {

    /** The header that stands in for headers that were refused; its value says why. */
    static final String REFUSED = "Refused-Headers";

    /** As {@link #REFUSED}, when it is the token that is too long. */
    static final String REFUSED_TOKEN = "Refused-Token";

    private static final int VERSION_LENGTH = "NATS/1.0".length();
    private static final int LINE_END = 2;

    /** What gets {@link CarriedHeaders}. */
    enum Carried {
        /** Nothing: jnats reads all headers. */
        NONE,
        /** Deliveries of consumers, whose headers are not looked at here. */
        DELIVERIES,
        /** All messages, as headers are when they have been looked at: for a connection to which nothing but requests come. */
        REQUESTS
    }

    private final Carried carried;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    private String held = "";
    private byte[] headers = new byte[0];
    private int headersRead;
    private long payloadLeft;

    HeaderGuard(Carried carried) {
        this.carried = carried;
    }

    /** Takes the next bytes from the server and appends what jnats shall read. */
    void accept(byte[] bytes, int length, ByteArrayOutputStream out) {
        int position = 0;
        while (position < length) {
            if (payloadLeft > 0) {
                int count = (int) Math.min(payloadLeft, length - position);
                out.write(bytes, position, count);
                payloadLeft -= count;
                position += count;
            } else if (headersRead < headers.length) {
                int count = Math.min(headers.length - headersRead, length - position);
                System.arraycopy(bytes, position, headers, headersRead, count);
                headersRead += count;
                position += count;
                endHeaders(out);
            } else {
                position = takeLine(bytes, position, length, out);
            }
        }
    }

    /** Takes the bytes up to the end of the line, or all of them. Returns the position after them. */
    private int takeLine(byte[] bytes, int position, int length, ByteArrayOutputStream out) {
        int end = position;
        while (end < length && bytes[end] != '\n') {
            end++;
        }
        int next = Math.min(end + 1, length);
        line.write(bytes, position, next - position);
        if (end < length) {
            endLine(out);
        }
        return next;
    }

    private void endLine(ByteArrayOutputStream out) {
        String text = line.toString(StandardCharsets.ISO_8859_1);
        if (isCarriedUnseen(text)) {
            line.reset();
            payloadLeft = CarriedHeaders.writeLine(text, out) + LINE_END;
            return;
        }
        if (!text.startsWith("HMSG ")) {
            out.writeBytes(line.toByteArray());
            line.reset();
            payloadLeft = text.startsWith("MSG ") ? lastNumber(text) + LINE_END : 0;
            return;
        }
        line.reset();
        int total = text.lastIndexOf(' ');
        int size = text.lastIndexOf(' ', total - 1);
        if (size < 0) {
            throw new IllegalStateException("Not an HMSG of NATS");
        }
        held = text;
        headers = new byte[Integer.parseInt(text, size + 1, total, 10)];
        headersRead = 0;
        endHeaders(out);
    }

    private void endHeaders(ByteArrayOutputStream out) {
        if (headersRead < headers.length) {
            return;
        }
        long payload = lastNumber(held) - headers.length;
        byte[] readable = readable();
        pass(readable == headers ? held : announced(readable.length, payload), readable, out);
        payloadLeft = payload + LINE_END;
        headers = new byte[0];
        headersRead = 0;
    }

    /** The original headers, the remaining ones, or one that says why they are refused. */
    private byte[] readable() {
        if (isDelivery(held) && isStatus(headers)) {
            return refusal(REFUSED, "they have a status line");
        }
        HeaderBlock block = HeaderBlock.of(headers);
        if (block.refusal().isEmpty()) {
            return block.bytes();
        }
        return refusal(HeaderBlock.hasLongToken(headers) ? REFUSED_TOKEN : REFUSED, block.refusal());
    }

    private static byte[] refusal(String name, String why) {
        return ("NATS/1.0\r\n" + name + ": " + why + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The protocol line for headers that differ from the original ones. */
    private String announced(int headersLength, long payload) {
        String[] words = held.strip().split("[ \t]+", -1);
        words[words.length - 2] = String.valueOf(headersLength);
        words[words.length - 1] = String.valueOf(headersLength + payload);
        return String.join(" ", words) + "\r\n";
    }

    private void pass(String line, byte[] wellFormed, ByteArrayOutputStream out) {
        if (carried == Carried.REQUESTS) {
            long unused = CarriedHeaders.writeLine(line, out);
        } else {
            out.writeBytes(line.getBytes(StandardCharsets.ISO_8859_1));
        }
        out.writeBytes(wellFormed);
    }

    private boolean isCarriedUnseen(String line) {
        return switch (carried) {
            case NONE -> false;
            case DELIVERIES -> isDelivery(line);
            case REQUESTS -> line.startsWith("MSG ");
        };
    }

    /** A consumer's delivery; the server's own messages about a pull have another reply subject, or none. */
    private static boolean isDelivery(String line) {
        return line.contains(" $JS.ACK.");
    }

    /** jnats takes what begins so for the server's word, and drops the body. */
    private static boolean isStatus(byte[] headers) {
        return headers.length > VERSION_LENGTH && headers[VERSION_LENGTH] == ' ';
    }

    private static long lastNumber(String text) {
        String stripped = text.strip();
        return Long.parseLong(stripped.substring(stripped.lastIndexOf(' ') + 1));
    }
}
