package dev.shippy.consignment;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a content comes down to: SHA-256 over its parts, each text with its length, so that no two contents run together.
 *
 * @param hex 64 hexadecimal digits
 */
record Digest(String hex) {

    static Builder builder() {
        return new Builder();
    }

    /** Takes the parts in a fixed order. */
    static final class Builder {

        private final MessageDigest sha256 = sha256();

        @CanIgnoreReturnValue
        Builder add(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            add(bytes.length);
            sha256.update(bytes);
            return this;
        }

        @CanIgnoreReturnValue
        Builder add(int number) {
            sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, number));
            return this;
        }

        Digest build() {
            return new Digest(HexFormat.of().formatHex(sha256.digest()));
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
