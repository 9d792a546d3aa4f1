package dev.shippy.user;

import dev.shippy.contracts.Characters;
import dev.shippy.runtime.Fields;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.text.Normalizer.Form;

/**
 * A password in clear, as typed: 8 to 72 bytes, since bcrypt ignores the rest; no NUL, which ends it for bcrypt, and no
 * unpaired surrogate, which is not text.
 */
record Password(String text) {

    private static final int LEAST_BYTES = 8;
    private static final int MOST_BYTES = 72;

    Password {
        requireLength(text);
        if (text.indexOf('\0') >= 0) {
            throw Fields.refused("password", "contains a NUL character");
        }
        if (!Characters.isWellFormed(text)) {
            throw Fields.refused("password", "is not valid Unicode text");
        }
    }

    /**
     * The password of a new account, whose composed form must have 8 to 72 bytes as well.
     *
     * @throws dev.shippy.contracts.ServiceException INVALID_ARGUMENT with a message that names the problem
     */
    static Password ofNewAccount(String text) {
        Password typed = new Password(text);
        requireLength(composed(text));
        return typed;
    }

    /**
     * Equal for every composition of its characters, which differs by keyboard and system. New passwords are hashed in
     * this form. A password of an earlier release whose composed form is too short or too long stays as typed.
     */
    Password normalized() {
        String composed = composed(text);
        return hasLength(composed) ? new Password(composed) : this;
    }

    private static String composed(String text) {
        return Normalizer.normalize(text, Form.NFC);
    }

    private static boolean hasLength(String text) {
        int bytes = bytes(text);
        return bytes >= LEAST_BYTES && bytes <= MOST_BYTES;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void requireLength(String text) {
        if (!hasLength(text)) {
            throw Fields.refused(
                    "password",
                    "has " + bytes(text) + " bytes, from " + LEAST_BYTES + " to " + MOST_BYTES + " are allowed");
        }
    }

    @Override
    public String toString() {
        return "Password";
    }
}
