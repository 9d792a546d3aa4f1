package dev.shippy.runtime;

import dev.shippy.contracts.Limits;
import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One address, as SMTP and a header can carry it without quoting: {@code local@domain} in ASCII. It cannot contain a
 * second address, a display name, a comment or a line break. Sign-up requires such an address.
 *
 * @param text such as {@code ada@example.org}, at most 200 characters
 */
public record MailAddress(String text) {

    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final Pattern LOCAL = Pattern.compile(ATOM + "(\\." + ATOM + ")*");
    private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern DOMAIN = Pattern.compile(LABEL + "(\\." + LABEL + ")*");

    /** @throws IllegalArgumentException with a sentence that does not repeat the address */
    public MailAddress {
        problem(text).ifPresent(problem -> {
            throw new IllegalArgumentException("Invalid mail address: " + problem);
        });
    }

    /**
     * Reads an address as its owner writes it; a domain may be written in its own script.
     *
     * @throws IllegalArgumentException with a sentence that does not repeat the address
     */
    public static MailAddress of(String written) {
        return new MailAddress(inAscii(written));
    }

    /** Why an address, as its owner writes it, is invalid, without repeating it; empty if it is valid. */
    public static Optional<String> problemOf(String written) {
        return problem(inAscii(written));
    }

    public String domain() {
        return text.substring(text.lastIndexOf('@') + 1);
    }

    /**
     * Equal for all spellings of the address: in lower case, although a server may distinguish case in the local part.
     */
    public String identity() {
        return text.toLowerCase(Locale.ROOT);
    }

    private static Optional<String> problem(String text) {
        int at = text.lastIndexOf('@');
        if (text.length() > Limits.NAME_CHARACTERS) {
            return Optional.of("it has more than " + Limits.NAME_CHARACTERS + " characters");
        }
        if (at < 0) {
            return Optional.of("it has no @");
        }
        if (!LOCAL.matcher(text.substring(0, at)).matches()) {
            return Optional.of("before the @ only ASCII letters, digits, single dots between them, and these are"
                    + " allowed: ! # $ % & ' * + / = ? ^ _ ` { | } ~ -");
        }
        return DOMAIN.matcher(text.substring(at + 1)).matches()
                ? Optional.empty()
                : Optional.of("after the @ a domain such as example.com is required");
    }

    private static String inAscii(String written) {
        int at = written.lastIndexOf('@');
        if (at < 0 || written.length() > Limits.NAME_CHARACTERS) {
            return written; // the check refuses it
        }
        return written.substring(0, at + 1) + inAsciiDomain(written.substring(at + 1));
    }

    private static String inAsciiDomain(String domain) {
        try {
            return IDN.toASCII(Normalizer.normalize(domain, Normalizer.Form.NFC));
        } catch (IllegalArgumentException malformed) {
            return domain; // the check refuses it
        }
    }

    /** For logs: an address is personal. */
    @Override
    public String toString() {
        return "MailAddress";
    }
}
