package dev.shippy.runtime.nats;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Headers that reach us as the first part of the body, with their length in front, and so pass jnats unseen: it takes most
 * of the time that a message needs to make objects of every header.
 */
final class CarriedHeaders {

    private CarriedHeaders() {}

    /**
     * Writes the line that announces a message as that of a message without headers, and the length of those that it has.
     *
     * @param line {@code HMSG … <length of headers> <length>}, or {@code MSG … <length>}, with its end
     * @return how many bytes of headers and body follow
     */
    static long writeLine(String line, ByteArrayOutputStream out) {
        String text = line.stripTrailing();
        int last = text.lastIndexOf(' ');
        int length = Integer.parseInt(text, last + 1, text.length(), 10);
        int headers = 0;
        int subject = text.indexOf(' ');
        if (text.charAt(0) == 'H') {
            int before = text.lastIndexOf(' ', last - 1);
            headers = Integer.parseInt(text, before + 1, last, 10);
            last = before;
        }
        String announced = "MSG" + text.substring(subject, last) + " " + (Integer.BYTES + length) + "\r\n";
        out.writeBytes(announced.getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(headers).array());
        return length;
    }
}
