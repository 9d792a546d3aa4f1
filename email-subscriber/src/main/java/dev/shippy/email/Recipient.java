package dev.shippy.email;

import dev.shippy.contracts.Characters;
import dev.shippy.contracts.Limits;
import dev.shippy.runtime.MailAddress;

/**
 * Who gets a mail.
 *
 * @param name as it was written, at most 200 characters, none of them {@link Characters#firstHidden hidden}; may be empty
 */
record Recipient(String name, MailAddress address) {

    Recipient {
        if (name.length() > Limits.NAME_CHARACTERS
                || Characters.firstHidden(name).isPresent()) {
            throw new IllegalArgumentException("The name is longer than " + Limits.NAME_CHARACTERS
                    + " characters or contains one that must not be shown");
        }
    }

    /** For logs: both are personal. */
    @Override
    public String toString() {
        return "Recipient";
    }
}
