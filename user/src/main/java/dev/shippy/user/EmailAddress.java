package dev.shippy.user;

import dev.shippy.contracts.Limits;
import dev.shippy.runtime.Fields;
import dev.shippy.runtime.MailAddress;
import java.net.IDN;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * An e-mail address as its owner writes it. Spellings that differ in case, or in the form of an internationalized
 * domain, are equal. Stored accounts are read into it as well, so its rules must never become stricter: rules for new
 * addresses belong in {@link #ofNewAccount}.
 */
record EmailAddress(String text) {

    EmailAddress {
        if (text.isBlank()) {
            throw Fields.refused("email", "is missing");
        }
        if (text.length() > Limits.NAME_CHARACTERS) {
            throw Fields.refused(
                    "email",
                    "has " + text.length() + " characters, at most " + Limits.NAME_CHARACTERS + " are allowed");
        }
        int at = text.indexOf('@');
        boolean onePart = at <= 0 || at == text.length() - 1 || at != text.lastIndexOf('@');
        if (onePart || text.chars().anyMatch(EmailAddress::isSpaceOrControl)) {
            throw Fields.refused("email", "is not an address such as name@example.com");
        }
    }

    /**
     * The address of a new account, which must be a valid mail address.
     *
     * @throws dev.shippy.contracts.ServiceException INVALID_ARGUMENT with a message that names the problem
     */
    static EmailAddress ofNewAccount(String text) {
        EmailAddress email = new EmailAddress(Fields.requiredText("email", text, Limits.NAME_CHARACTERS));
        MailAddress.problemOf(text).ifPresent(problem -> {
            throw Fields.refused("email", "is not a valid mail address: " + problem);
        });
        return email;
    }

    /** What is unique and compared: equal for all spellings. */
    String key() {
        return MailAddress.problemOf(text).isEmpty() ? MailAddress.of(text).identity() : ownForm();
    }

    /**
     * All keys under which an account with this address may be stored, the likeliest first: earlier releases used the
     * text in lower case.
     */
    List<String> keys() {
        String own = ownForm();
        return Stream.of(plainKey(), key(), own, Normalizer.normalize(own, Form.NFD))
                .distinct()
                .toList();
    }

    /** With the domain in its own script; one for all compositions of the characters. */
    private String ownForm() {
        String plain = plainKey();
        int at = plain.lastIndexOf('@') + 1;
        String domain = IDN.toUnicode(plain.substring(at)).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(plain.substring(0, at) + domain, Form.NFC);
    }

    private String plainKey() {
        return text.toLowerCase(Locale.ROOT);
    }

    private static boolean isSpaceOrControl(int character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.isISOControl(character);
    }

    /** For logs: an address is personal. */
    @Override
    public String toString() {
        return "EmailAddress";
    }
}
