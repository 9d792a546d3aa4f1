package dev.shippy.email;

import dev.shippy.contracts.Limits;
import java.net.IDN;
import java.util.regex.Pattern;

/**
 * One address, as SMTP and a header can carry it without quoting: {@code local@domain} in ASCII. There is no room in it for a
 * second address, a display name, a comment or a line break.
 *
 * @param text such as {@code ada@example.org}, at most 200 characters
 */
public record MailAddress(String text) {

    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final Pattern LOCAL = Pattern.compile(ATOM + "(\\." + ATOM + ")*");
    private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern DOMAIN = Pattern.compile(LABEL + "(\\." + LABEL + ")*");

    public MailAddress {
        int at = text.lastIndexOf('@');
        if (text.length() > Limits.NAME_CHARACTERS
                || at < 0
                || !LOCAL.matcher(text.substring(0, at)).matches()
                || !DOMAIN.matcher(text.substring(at + 1)).matches()) {
            throw new IllegalArgumentException("The address is not one that a mail can be sent to");
        }
    }

    /**
     * Reads an address as its owner writes it; a domain may be written in its own script.
     *
     * @throws IllegalArgumentException with a sentence that does not repeat the address
     */
    static MailAddress of(String written) {
        int at = written.lastIndexOf('@');
        if (at < 0 || written.length() > Limits.NAME_CHARACTERS) {
            throw new IllegalArgumentException("The address is not one that a mail can be sent to");
        }
        return new MailAddress(written.substring(0, at + 1) + ascii(written.substring(at + 1)));
    }

    String domain() {
        return text.substring(text.lastIndexOf('@') + 1);
    }

    private static String ascii(String domain) {
        try {
            return IDN.toASCII(domain);
        } catch (IllegalArgumentException malformed) {
            return domain; // refused as what it is
        }
    }

    /** For logs: an address is personal. */
    @Override
    public String toString() {
        return "MailAddress";
    }
}
