package dev.shippy.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Decodes input as UTF-8, whatever the locale. Invalid bytes are refused: with replacement characters, two different
 * passwords or names could become equal.
 */
public final class Utf8 {

    private Utf8() {}

    /** The text, or nothing when the bytes are not UTF-8. */
    public static Optional<String> decoded(byte[] bytes, int offset, int length) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, offset, length))
                    .toString());
        } catch (CharacterCodingException malformed) {
            return Optional.empty();
        }
    }

    /**
     * All of a stream.
     *
     * @param name the subject of error messages, such as {@code The password}
     * @param most the largest number of bytes
     * @throws UsageException when it is longer, or not UTF-8
     */
    public static String read(InputStream stream, String name, int most) throws IOException {
        byte[] bytes = stream.readNBytes(most + 1);
        if (bytes.length > most) {
            throw new UsageException(name + " has more than " + most + " bytes");
        }
        return decoded(bytes, 0, bytes.length).orElseThrow(() -> notText(name));
    }

    /** The first line without its end, as {@link #read}; what follows it does not matter. */
    public static String firstLine(InputStream stream, String name, int most) throws IOException {
        byte[] bytes = stream.readNBytes(most + 1);
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
            end++;
        }
        if (end > most) {
            throw new UsageException(name + " has more than " + most + " bytes");
        }
        return decoded(bytes, 0, end).orElseThrow(() -> notText(name));
    }

    static UsageException notText(String name) {
        return new UsageException(name + " is not UTF-8 text");
    }
}
