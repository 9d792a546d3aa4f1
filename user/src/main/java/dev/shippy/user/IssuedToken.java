package dev.shippy.user;

import java.time.Instant;

/** A token that was just signed. */
record IssuedToken(String text, String userId, Instant expiresAt) {

    /** For logs: whoever has the text is the user. */
    @Override
    public String toString() {
        return "IssuedToken[" + userId + "]";
    }
}
