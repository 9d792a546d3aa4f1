package dev.shippy.embedded;

import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The one mailbox of an {@link EmbeddedSmtp}, which is everybody's: GreenMail's own keep every mail and want accounts. */
final class SmtpInbox implements GreenMailUser {

    private final int most;
    private final Optional<MailFolder> folder;
    private final Consumer<IOException> full;
    private final Runnable stored;
    private final Queue<Kept> mails = new ArrayDeque<>();

    /**
     * An empty mailbox.
     *
     * @param full receives the failure of each mail that cannot be stored
     * @param stored is called after each mail that was stored in the folder
     */
    SmtpInbox(int most, Optional<MailFolder> folder, Consumer<IOException> full, Runnable stored) {
        this.most = most;
        this.folder = folder;
        this.full = full;
        this.stored = stored;
    }

    List<ReceivedMail> mails() {
        return kept().stream().map(Kept::read).toList();
    }

    private synchronized List<Kept> kept() {
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
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            mail.writeTo(whole);
            byte[] bytes = whole.toByteArray();
            keep(bytes);
            mails.add(new Kept(bytes));
            if (mails.size() > most) {
                mails.remove();
            }
        } catch (MessagingException | IOException e) {
            throw new EmbeddedServerException("A mail cannot be kept: " + e.getMessage(), e);
        }
    }

    private void keep(byte[] mail) throws IOException {
        if (folder.isEmpty()) {
            return;
        }
        try {
            folder.get().keep(mail);
            stored.run();
        } catch (IOException failed) {
            full.accept(failed);
            throw failed;
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

    /** Taken apart when somebody asks: in a system that runs, nobody does, and it was half of what a mail cost. */
    private static final class Kept {

        private byte[] bytes;
        private @Nullable ReceivedMail mail;

        Kept(byte[] bytes) {
            this.bytes = bytes;
        }

        synchronized ReceivedMail read() {
            if (mail == null) {
                mail = ReceivedMail.of(bytes);
                bytes = new byte[0];
            }
            return mail;
        }
    }
}
