package dev.shippy.email;

import dev.shippy.contracts.Characters;
import dev.shippy.runtime.MailAddress;
import io.vertx.ext.mail.SMTPException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** What the mail client's failures mean for a mail. */
final class SmtpFailures {

    private static final int MAX_CHARACTERS = 300;
    /** The service closes. */
    private static final int CLOSING = 421;
    /** RFC 4954 and RFC 3207: about the login, or the lack of one or of TLS, and so about every mail. */
    private static final Set<Integer> LOGIN = Set.of(432, 454, 530, 534, 535, 538);

    private SmtpFailures() {}

    /**
     * Of a mail.
     *
     * @param begun whether the connection was open, so that the server may have been given the mail
     */
    static MailFailure translate(Throwable failure, MailAddress recipient, boolean begun) {
        if (failure instanceof MailFailure known) {
            return known;
        }
        if (failure instanceof IllegalArgumentException) {
            // The client's message has the address.
            return MailFailure.refused("The mail client cannot write to the address");
        }
        if (!(failure instanceof SMTPException refusal)) {
            return begun ? unconfirmed(failure) : unreachable(failure);
        }
        int code = refusal.getReplyCode();
        if (code == CLOSING || LOGIN.contains(code)) {
            return unreachable(failure);
        }
        String sentence = "The SMTP server said: " + words(refusal, recipient.text());
        return new MailFailure(
                refusal.isPermanent() ? MailFailure.Kind.REFUSED : MailFailure.Kind.LATER, sentence, failure);
    }

    /** Of a mail that was begun and has no answer: whether its last dot was written is not known. */
    private static MailFailure unconfirmed(Throwable failure) {
        MailFailure known = unreachable(failure);
        return new MailFailure(MailFailure.Kind.UNCONFIRMED, known.sentence(), failure);
    }

    /** Of a connection. */
    static MailFailure unreachable(Throwable failure) {
        if (failure instanceof MailFailure known) {
            return known;
        }
        if (failure instanceof SMTPException refusal) {
            return MailFailure.unreachable("The SMTP server said: " + words(refusal, ""), failure);
        }
        if (failure instanceof TimeoutException) {
            return MailFailure.unreachable("The SMTP server did not answer in time", failure);
        }
        return MailFailure.unreachable("The SMTP server cannot be reached: " + cause(failure), failure);
    }

    /** The server's reply as one line, without the address that many repeat, in whatever case. */
    private static String words(SMTPException refusal, String address) {
        String reply = String.join(" ", refusal.getReplyMessages());
        String anonymous = address.isEmpty()
                ? reply
                : Pattern.compile(Pattern.quote(address), Pattern.CASE_INSENSITIVE)
                        .matcher(reply)
                        .replaceAll("(recipient)");
        return oneLine(anonymous);
    }

    /** Of the client, not of the server: it has no address in it. */
    private static String cause(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : oneLine(message);
    }

    private static String oneLine(String text) {
        return Characters.line(text.strip(), MAX_CHARACTERS);
    }
}
