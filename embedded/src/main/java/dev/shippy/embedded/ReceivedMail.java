package dev.shippy.embedded;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A mail as its reader sees it; what it does not have is an empty text.
 *
 * @param messageId with its angle brackets
 * @param to the header, decoded
 * @param subject decoded
 * @param text the first part of plain text
 * @param html the first part of HTML
 */
public record ReceivedMail(String messageId, String to, String subject, String text, String html) {

    static ReceivedMail of(MimeMessage mail) throws MessagingException, IOException {
        return new ReceivedMail(
                orEmpty(mail.getMessageID()),
                orEmpty(mail.getHeader("To", ", ")),
                orEmpty(mail.getSubject()),
                body(mail, "text/plain"),
                body(mail, "text/html"));
    }

    private static String body(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return String.valueOf(part.getContent());
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int n = 0; n < parts.getCount(); n++) {
                String body = body(parts.getBodyPart(n), type);
                if (!body.isEmpty()) {
                    return body;
                }
            }
        }
        return "";
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }

    /** For logs: the rest is personal. */
    @Override
    public String toString() {
        return "ReceivedMail[" + messageId + "]";
    }
}
