package dev.shippy.embedded;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedSmtpTest {

    @Test
    void takesMailForEverybodyWithoutAnAccount() throws MessagingException {
        try (EmbeddedSmtp smtp = EmbeddedSmtp.start()) {
            send(smtp, "<1@shippy.local>", "ada@example.org");
            send(smtp, "<2@shippy.local>", "bob@example.net");

            List<ReceivedMail> mails = smtp.received();
            assertEquals(2, mails.size());
            ReceivedMail first = mails.get(0);
            assertEquals("<1@shippy.local>", first.messageId());
            assertEquals("ada@example.org", first.to());
            assertEquals("Grüße", first.subject());
            assertEquals("plain für dich", first.text());
            assertEquals("<p>für dich</p>", first.html());
        }
    }

    @Test
    void refusesWhileItIsStoppedAndComesBackOnItsPort() throws MessagingException {
        try (EmbeddedSmtp smtp = EmbeddedSmtp.start()) {
            send(smtp, "<1@shippy.local>", "ada@example.org");
            String url = smtp.url();

            smtp.stop();
            assertThrows(MessagingException.class, () -> send(smtp, "<2@shippy.local>", "ada@example.org"));
            smtp.restart();
            send(smtp, "<3@shippy.local>", "ada@example.org");

            assertEquals(url, smtp.url());
            assertEquals(
                    List.of("<1@shippy.local>", "<3@shippy.local>"),
                    smtp.received().stream().map(ReceivedMail::messageId).toList());
        }
    }

    @Test
    void forgetsTheOldest() throws MessagingException {
        try (EmbeddedSmtp smtp = EmbeddedSmtp.keeping(2)) {
            for (int n = 1; n <= 3; n++) {
                send(smtp, "<" + n + "@shippy.local>", "ada@example.org");
            }
            assertEquals(
                    List.of("<2@shippy.local>", "<3@shippy.local>"),
                    smtp.received().stream().map(ReceivedMail::messageId).toList());
        }
    }

    @Test
    void showsAMailThatCannotBeTakenApartAsItCame() {
        String whole = "Message-ID: <1@shippy.local>\r\nContent-Type: text/plain; charset=nonsense\r\n\r\nhello";

        ReceivedMail mail = ReceivedMail.of(whole.getBytes(StandardCharsets.US_ASCII));

        assertEquals(whole, mail.text());
    }

    @Test
    void acceptsNoConnectionsUntilMailsCanBeKeptAgain(@TempDir Path parent) throws Exception {
        Path mails = parent.resolve("mail");
        List<String> events = new CopyOnWriteArrayList<>();
        try (EmbeddedSmtp smtp = EmbeddedSmtp.start(0, mails, events::add)) {
            Files.delete(mails);
            Path inItsPlace = Files.writeString(mails, "");

            assertThrows(MessagingException.class, () -> send(smtp, "<1@shippy.local>", "ada@example.org"));

            await().until(() -> refusesConnections(smtp));
            assertEquals(1, events.size(), events::toString);
            assertTrue(events.get(0).startsWith("Mails cannot be kept in " + mails), events::toString);
            Files.delete(inItsPlace);
            await().until(() -> !refusesConnections(smtp));
            send(smtp, "<1@shippy.local>", "ada@example.org");
            assertEquals("Mails are kept again in " + mails, events.get(1));
            assertEquals(1, files(mails).size());
            assertEquals(1, smtp.received().size());
        }
    }

    @Test
    void leavesNoPartOfAMailThatCouldNotBeWritten(@TempDir Path parent) throws IOException {
        Path mails = parent.resolve("mail");
        MailFolder folder = MailFolder.at(mails);
        assertTrue(folder.hasRoom());
        Files.delete(mails);

        assertThrows(IOException.class, () -> folder.keep(new byte[1]));

        assertTrue(folder.hasRoom());
        assertEquals(List.of(), files(mails));
    }

    private static boolean refusesConnections(EmbeddedSmtp smtp) {
        try (Socket socket = new Socket(Loopback.address(), smtp.port())) {
            return !socket.isConnected();
        } catch (IOException refused) {
            return true;
        }
    }

    @Test
    void keepsEachMailAsAFileOfItsOwnerBeforeItIsAccepted(@TempDir Path folder) throws MessagingException, IOException {
        Path mails = folder.resolve("mail");
        try (EmbeddedSmtp smtp = EmbeddedSmtp.start(0, mails)) {
            send(smtp, "<1@shippy.local>", "ada@example.org");
            assertEquals(1, files(mails).size());
            send(smtp, "<2@shippy.local>", "bob@example.net");
        }
        List<Path> files = files(mails);
        assertEquals(2, files.size());
        assertTrue(files.get(0).toString().endsWith(".eml"));
        assertTrue(Files.readString(files.get(0), StandardCharsets.US_ASCII).contains("Message-ID: <1@shippy.local>"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(files.get(0))));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(mails)));
    }

    /** The script's server is for tests of others; it counts promises, not attempts. */
    @Test
    void aScriptDecidesWhatIsAccepted() throws MessagingException {
        try (ScriptedSmtp smtp = ScriptedSmtp.start()) {
            send(smtp.url(), "<1@shippy.local>", "ada@example.org");
            smtp.follow((moment, recipient) ->
                    moment == SmtpScript.Moment.RECIPIENT ? "550 nobody of that name" : moment.normally());
            assertThrows(MessagingException.class, () -> send(smtp.url(), "<2@shippy.local>", "ada@example.org"));
            smtp.behave();
            send(smtp.url(), "<1@shippy.local>", "ada@example.org");
            smtp.refuse();
            assertThrows(MessagingException.class, () -> send(smtp.url(), "<3@shippy.local>", "ada@example.org"));
            smtp.listen();
            send(smtp.url(), "<3@shippy.local>", "ada@example.org");

            assertEquals(
                    "{<1@shippy.local>=2, <3@shippy.local>=1}", smtp.accepted().toString());
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static void send(EmbeddedSmtp smtp, String id, String to) throws MessagingException {
        send(smtp.url(), id, to);
    }

    private static void send(String url, String id, String to) throws MessagingException {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", url.substring(url.lastIndexOf(':') + 1));
        properties.put("mail.smtp.timeout", "10000");
        MimeMessage mail = new MimeMessage(Session.getInstance(properties)) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", id);
            }
        };
        MimeBodyPart text = new MimeBodyPart();
        text.setText("plain für dich", "utf-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setContent("<p>für dich</p>", "text/html; charset=utf-8");
        mail.setFrom(new InternetAddress("no-reply@shippy.local"));
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        mail.setSubject("Grüße", "utf-8");
        mail.setContent(new MimeMultipart("alternative", text, html));
        Transport.send(mail);
    }
}
