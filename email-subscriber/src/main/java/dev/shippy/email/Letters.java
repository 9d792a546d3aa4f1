package dev.shippy.email;

import dev.shippy.email.Occasion.Booked;
import dev.shippy.email.Occasion.Cancelled;
import java.util.Locale;
import java.util.regex.Pattern;
import org.owasp.encoder.Encode;

/** Writes the mails. Whatever comes from outside is escaped in HTML, and subjects have nothing of it but ids. */
final class Letters {

    private static final int LONGEST_NAME = 40;
    /** What mail programs make links of, such as {@code t.co}, and telephone numbers; not {@code J. R. R.} */
    private static final Pattern LINK = Pattern.compile(
            "[/@]|www\\.|[\\p{L}\\p{N}-]{2,}\\.\\p{L}{2,}|\\p{Alnum}\\.\\p{Lower}{2,}|(\\d\\D*){7,}",
            Pattern.CASE_INSENSITIVE);

    private Letters() {}

    static Mail write(String eventId, Occasion occasion, Recipient recipient) {
        if (occasion instanceof Booked booked) {
            return booked(eventId, booked, recipient);
        }
        if (occasion instanceof Cancelled cancelled) {
            return cancelled(eventId, cancelled, recipient);
        }
        return welcome(eventId, recipient);
    }

    private static Mail welcome(String eventId, Recipient recipient) {
        String text = """
                Welcome to Shippy! Your account is ready: log in with this e-mail
                address and book your first consignment.

                If you did not sign up, somebody has mistyped their address, and you
                can ignore this mail.
                """;
        String html = """
                <p>Welcome to <strong>Shippy</strong>! Your account is ready: log in with this e-mail
                address and book your first consignment.</p>
                <p>If you did not sign up, somebody has mistyped their address, and you can ignore this mail.</p>
                """;
        return mail(eventId, recipient, "Welcome to Shippy", text, html);
    }

    private static Mail booked(String eventId, Booked booked, Recipient recipient) {
        String consignment = booked.consignmentId();
        String vessel = booked.vesselId();
        String text = String.format(Locale.ROOT, """
                Your consignment is booked.

                  Consignment: %s
                  Vessel:      %s

                You can cancel it at any time; its room is then free again.
                """, consignment, vessel);
        String html = String.format(Locale.ROOT, """
                <p>Your consignment is <strong>booked</strong>.</p>
                <table>
                <tr><td>Consignment</td><td>%s</td></tr>
                <tr><td>Vessel</td><td>%s</td></tr>
                </table>
                <p>You can cancel it at any time; its room is then free again.</p>
                """, Encode.forHtml(consignment), Encode.forHtml(vessel));
        return mail(eventId, recipient, "Your consignment " + consignment + " is booked", text, html);
    }

    private static Mail cancelled(String eventId, Cancelled cancelled, Recipient recipient) {
        String consignment = cancelled.consignmentId();
        String text = String.format(Locale.ROOT, """
                Your consignment is cancelled, and its room is free again.

                  Consignment: %s

                We hope to carry your next one.
                """, consignment);
        String html = String.format(Locale.ROOT, """
                <p>Your consignment is <strong>cancelled</strong>, and its room is free again.</p>
                <table>
                <tr><td>Consignment</td><td>%s</td></tr>
                </table>
                <p>We hope to carry your next one.</p>
                """, Encode.forHtml(consignment));
        return mail(eventId, recipient, "Your consignment " + consignment + " is cancelled", text, html);
    }

    /** Whoever signs somebody else up chooses what is written here: no room for a message or a link. */
    private static String greeting(String name) {
        boolean fit = !name.isEmpty()
                && name.length() <= LONGEST_NAME
                && !LINK.matcher(name).find();
        return fit ? "Hello " + name + "," : "Hello,";
    }

    private static Mail mail(String eventId, Recipient recipient, String subject, String text, String html) {
        String greeting = greeting(recipient.name().strip());
        return new Mail(
                eventId,
                recipient.address(),
                subject,
                String.format(Locale.ROOT, """
            %s

            %s
            Your Shippy crew
            """, greeting, text),
                String.format(Locale.ROOT, """
            <!DOCTYPE html>
            <html lang="en">
            <body>
            <p>%s</p>
            %s<p>Your Shippy crew</p>
            </body>
            </html>
            """, Encode.forHtml(greeting), html));
    }
}
