package dev.shippy.email;

import dev.shippy.runtime.MailAddress;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A mail that is ready to be sent.
 *
 * @param id the event's id, which becomes its Message-ID: the same mail sent twice can be told
 * @param subject visible ASCII and spaces
 * @param text for readers of plain text
 * @param html for the others
 */
record Mail(String id, MailAddress to, String subject, String text, String html) {

    /** {@code <id@domain>}; what a Message-ID cannot have is written as {@code =XX}. */
    String messageId(String domain) {
        String local = id.chars().mapToObj(Mail::written).collect(Collectors.joining());
        return "<" + local + "@" + domain + ">";
    }

    private static String written(int c) {
        boolean plain =
                (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-_.".indexOf(c) >= 0;
        return plain ? Character.toString(c) : String.format(Locale.ROOT, "=%02X", c);
    }

    /** For logs: the rest is personal. */
    @Override
    public String toString() {
        return "Mail[" + id + "]";
    }
}
