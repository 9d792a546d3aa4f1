package dev.shippy.user;

import dev.shippy.runtime.Fields;
import java.nio.charset.StandardCharsets;

/** A password in clear: 8 to 72 bytes, since bcrypt ignores what follows, and no NUL, which ends one for bcrypt. */
record Password(String text) {

    private static final int LEAST_BYTES = 8;
    private static final int MOST_BYTES = 72;

    Password {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < LEAST_BYTES || bytes > MOST_BYTES) {
            throw Fields.refused(
                    "password", "has " + bytes + " bytes, from " + LEAST_BYTES + " to " + MOST_BYTES + " are allowed");
        }
        if (text.indexOf('\0') >= 0) {
            throw Fields.refused("password", "has a NUL character");
        }
    }

    @Override
    public String toString() {
        return "Password";
    }
}
