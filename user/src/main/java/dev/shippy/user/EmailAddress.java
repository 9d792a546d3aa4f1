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
 * domain, are equal. Accounts of earlier releases may have addresses that sign-up refuses today.
 */
record EmailAddress(String text) {

    EmailAddress {
        Fields.requiredText("email", text, Limits.NAME_CHARACTERS);
        int at = text.indexOf('@');
        boolean onePart = at <= 0 || at == text.length() - 1 || at != text.lastIndexOf('@');
        if (onePart || text.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c))) {
            throw Fields.refused("email", "is not an address such as name@example.com");
        }
    }

    /**
     * The address of a new account, which must be a valid mail address.
     *
     * @throws dev.shippy.contracts.ServiceException INVALID_ARGUMENT with what is wrong
     */
    static EmailAddress ofNewAccount(String text) {
        EmailAddress email = new EmailAddress(text);
        MailAddress.problemOf(text).ifPresent(problem -> {
            throw Fields.refused("email", "is not a valid mail address: " + problem);
        });
        return email;
    }

    /** What is unique and compared. */
    String key() {
        return MailAddress.problemOf(text).isEmpty() ? MailAddress.of(text).identity() : plainKey();
    }

    /**
     * All keys under which an account with this address may be stored, the likeliest first: earlier releases used the
     * text in lower case.
     */
    List<String> keys() {
        String key = key();
        int at = key.lastIndexOf('@') + 1;
        String own = key.substring(0, at) + IDN.toUnicode(key.substring(at)).toLowerCase(Locale.ROOT);
        return Stream.of(plainKey(), key, Normalizer.normalize(own, Form.NFC), Normalizer.normalize(own, Form.NFD))
                .distinct()
                .toList();
    }

    private String plainKey() {
        return text.toLowerCase(Locale.ROOT);
    }

    /** For logs: an address is personal. */
    @Override
    public String toString() {
        return "EmailAddress";
    }
}
