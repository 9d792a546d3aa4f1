package dev.shippy.user;

import dev.shippy.contracts.Limits;
import dev.shippy.runtime.Fields;
import java.util.Locale;

/** An e-mail address as its owner writes it; two that differ in case are the same. */
record EmailAddress(String text) {

    EmailAddress {
        Fields.requiredText("email", text, Limits.NAME_CHARACTERS);
        int at = text.indexOf('@');
        boolean onePart = at <= 0 || at == text.length() - 1 || at != text.lastIndexOf('@');
        if (onePart || text.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c))) {
            throw Fields.refused("email", "is not an address such as name@example.com");
        }
    }

    /** What is unique and compared. */
    String key() {
        return text.toLowerCase(Locale.ROOT);
    }

    /** For logs: an address is personal. */
    @Override
    public String toString() {
        return "EmailAddress";
    }
}
