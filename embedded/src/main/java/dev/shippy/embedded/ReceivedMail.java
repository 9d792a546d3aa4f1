package dev.shippy.embedded;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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

    /** Reads a whole mail (RFC 5322); one that cannot be taken apart is all text. */
    static ReceivedMail of(byte[] whole) {
        try {
            MimeMessage mail = new MimeMessage(null, new ByteArrayInputStream(whole));
            return new ReceivedMail(
                    orEmpty(mail.getMessageID()),
                    orEmpty(mail.getHeader("To", ", ")),
                    orEmpty(mail.getSubject()),
                    body(mail, "text/plain"),
                    body(mail, "text/html"));
        } catch (MessagingException | IOException unreadable) {
            return new ReceivedMail("", "", "", new String(whole, StandardCharsets.ISO_8859_1), "");
        }
    }

    /**
     * To whom a mail is, by its header {@code To}.
     *
     * @param file as {@link EmbeddedSmtp#start(int, Path)} keeps it
     * @throws IOException if it cannot be read, or is no mail
     */
    public static List<String> recipients(Path file) throws IOException {
        try (InputStream mail = Files.newInputStream(file)) {
            Address[] to = new MimeMessage(null, mail).getRecipients(Message.RecipientType.TO);
            return to == null
                    ? List.of()
                    : Arrays.stream(to)
                            .map(InternetAddress.class::cast)
                            .map(InternetAddress::getAddress)
                            .toList();
        } catch (MessagingException unreadable) {
            throw new IOException(unreadable);
        }
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
