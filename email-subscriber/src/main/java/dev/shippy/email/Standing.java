package dev.shippy.email;

import java.time.Duration;

/** What a claim finds. */
sealed interface Standing {

    /** It is the caller's. */
    record Granted(Claim claim) implements Standing {}

    /** Its mail is sent, or it needs none. */
    record Finished() implements Standing {}

    /** It was given up as the same message of the same stream; perhaps not to the end. */
    record Dead(String reason) implements Standing {}

    /** Somebody works on it, or died while doing so. */
    record Busy(Duration lease) implements Standing {}
}
