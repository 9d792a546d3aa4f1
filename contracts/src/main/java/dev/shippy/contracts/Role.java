package dev.shippy.contracts;

import java.util.Locale;

/** What a user may be beyond a customer; on the wire in lower case. */
public enum Role {
    ADMIN;

    /** The name in tokens and messages. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
