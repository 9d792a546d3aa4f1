package dev.shippy.user;

import dev.shippy.runtime.Fields;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.text.Normalizer.Form;

/**
 * A password in clear, as typed: 8 to 72 bytes, also when {@link #normalized}, since bcrypt ignores the rest; no NUL,
 * which ends it for bcrypt, and no unpaired surrogate, which is not text.
 */
record Password(String text) {

    private static final int LEAST_BYTES = 8;
    private static final int MOST_BYTES = 72;

    Password {
        requireLength(text);
        requireLength(Normalizer.normalize(text, Form.NFC));
        if (text.indexOf('\0') >= 0) {
            throw Fields.refused("password", "contains a NUL character");
        }
        if (text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
            throw Fields.refused("password", "is not valid Unicode text");
        }
    }

    /**
     * Equal for every composition of its characters, which differs by keyboard and system. New passwords are hashed in
     * this form.
     */
    Password normalized() {
        return new Password(Normalizer.normalize(text, Form.NFC));
    }

    private static void requireLength(String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < LEAST_BYTES || bytes > MOST_BYTES) {
            throw Fields.refused(
                    "password", "has " + bytes + " bytes, from " + LEAST_BYTES + " to " + MOST_BYTES + " are allowed");
        }
    }

    @Override
    public String toString() {
        return "Password";
    }
}
