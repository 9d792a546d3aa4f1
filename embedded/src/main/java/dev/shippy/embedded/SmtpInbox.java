package dev.shippy.embedded;

import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** The one mailbox of an {@link EmbeddedSmtp}, which is everybody's: GreenMail's own keep every mail and want accounts. */
final class SmtpInbox implements GreenMailUser {

    private final int most;
    private final Optional<MailFolder> folder;
    private final Queue<ReceivedMail> mails = new ArrayDeque<>();

    SmtpInbox(int most, Optional<MailFolder> folder) {
        this.most = most;
        this.folder = folder;
    }

    synchronized List<ReceivedMail> mails() {
        return List.copyOf(mails);
    }

    @Override
    public void deliver(MovingMessage mail) {
        deliver(mail.getMessage());
    }

    /** Called before the sender hears 250; a failure is a 451. */
    @Override
    public synchronized void deliver(MimeMessage mail) {
        try {
            ReceivedMail received = ReceivedMail.of(mail);
            if (folder.isPresent()) {
                folder.get().keep(mail);
            }
            mails.add(received);
            if (mails.size() > most) {
                mails.remove();
            }
        } catch (MessagingException | IOException e) {
            throw new EmbeddedServerException("A mail cannot be kept: " + e.getMessage(), e);
        }
    }

    @Override
    public String getEmail() {
        return "everybody@localhost";
    }

    @Override
    public String getLogin() {
        return "everybody";
    }

    @Override
    public String getQualifiedMailboxName() {
        return getLogin();
    }

    @Override
    public String getPassword() {
        return "";
    }

    @Override
    public void setPassword(String password) {}

    @Override
    public void authenticate(String password) {}

    @Override
    public void create() {}

    @Override
    public void delete() {}
}
