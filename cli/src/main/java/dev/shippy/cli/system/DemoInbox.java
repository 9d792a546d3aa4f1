package dev.shippy.cli.system;

import dev.shippy.embedded.EmbeddedSmtp;
import dev.shippy.embedded.ReceivedMail;
import java.util.Optional;

/** The mails of the demo, as they have arrived. */
final class DemoInbox {

    private final DemoShell shell;
    private final EmbeddedSmtp smtp;

    DemoInbox(DemoShell shell, EmbeddedSmtp smtp) {
        this.shell = shell;
        this.smtp = smtp;
    }

    /** Shows the mail to this address whose subject begins so, as soon as it is there. */
    void showNext(String address, String subject) {
        Optional<ReceivedMail> mail = shell.until(() -> find(address, subject));
        shell.expect(mail.isPresent(), "the mail to " + address + " did not arrive");
        mail.ifPresent(this::show);
    }

    int count() {
        return smtp.received().size();
    }

    private Optional<ReceivedMail> find(String address, String subject) {
        return smtp.received().stream()
                .filter(mail -> mail.to().contains(address) && mail.subject().startsWith(subject))
                .findFirst();
    }

    private void show(ReceivedMail mail) {
        shell.say("   | To: " + mail.to());
        shell.say("   | Subject: " + mail.subject());
        shell.say("   | Message-ID: " + mail.messageId());
        shell.say("   |");
        mail.text().strip().lines().forEach(line -> shell.say("   | " + line));
    }
}
