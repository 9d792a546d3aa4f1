package dev.shippy.email;

import dev.shippy.contracts.Limits;
import dev.shippy.runtime.MailAddress;

/**
 * Who gets a mail.
 *
 * @param name as it was written, at most 200 characters without control characters; may be empty
 */
record Recipient(String name, MailAddress address) {

    Recipient {
        if (name.length() > Limits.NAME_CHARACTERS || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "The name is longer than " + Limits.NAME_CHARACTERS + " characters or has a control character");
        }
    }

    /** For logs: both are personal. */
    @Override
    public String toString() {
        return "Recipient";
    }
}
