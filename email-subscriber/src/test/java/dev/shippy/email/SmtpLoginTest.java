package dev.shippy.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.shippy.email.MailFailure.Kind;
import dev.shippy.runtime.Environment;
import dev.shippy.runtime.MailAddress;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logins and certificates, which GreenMail has. */
class SmtpLoginTest {

    private final TestContext context = new TestContext();
    private final GreenMail server = new GreenMail(new ServerSetup[] {
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS)
    });

    private final List<SmtpMailer> mailers = new ArrayList<>();

    @BeforeEach
    void start() {
        server.start();
        server.getUserManager().setAuthRequired(true);
        var unused = server.setUser("shippy@example.org", "shippy", "s3cret+@");
    }

    @AfterEach
    void close() {
        context.call(() ->
                Future.all(mailers.stream().map(SmtpMailer::close).toList()).mapEmpty());
        context.close();
        server.stop();
    }

    @Test
    void logsIn() {
        SmtpMailer mailer =
                mailer("smtp://shippy:s3cret+%40@127.0.0.1:" + server.getSmtp().getPort());

        context.call(() -> mailer.probe().compose(open -> mailer.send(mail())));

        assertEquals(1, server.getReceivedMessages().length);
    }

    @Test
    void waitsForAPasswordThatIsGood() {
        SmtpMailer mailer =
                mailer("smtp://shippy:wr0ng@127.0.0.1:" + server.getSmtp().getPort());

        MailFailure failure = failure(mailer);

        assertEquals(Kind.UNREACHABLE, failure.kind());
        assertFalse(failure.sentence().contains("wr0ng"), failure.sentence());
        assertEquals(0, server.getReceivedMessages().length);
    }

    /** Its certificate is its own. */
    @Test
    void trustsNobodyWhoCannotProveItsName() {
        SmtpMailer mailer = mailer(
                "smtps://shippy:s3cret+%40@127.0.0.1:" + server.getSmtps().getPort());

        assertEquals(Kind.UNREACHABLE, failure(mailer).kind());
        assertEquals(0, server.getReceivedMessages().length);
    }

    @Test
    void takesStartTlsWhereItIsOffered() {
        try (StartTlsServer offering = new StartTlsServer()) {
            SmtpMailer mailer = mailer(offering.url());

            context.call(() -> mailer.send(mail()));

            assertEquals(
                    List.of("plain EHLO", "plain STAR", "tls EHLO"),
                    offering.heard().subList(0, 3));
            assertTrue(offering.heard().contains("tls DATA"), offering.heard().toString());
        }
    }

    @Test
    void wantsAGoodCertificateWhereStartTlsIsRequired() {
        try (StartTlsServer offering = new StartTlsServer()) {
            SmtpMailer mailer = mailer(offering.url() + "?starttls=required");

            assertEquals(Kind.UNREACHABLE, failure(mailer).kind());
            assertEquals(List.of("plain EHLO", "plain STAR"), offering.heard());
        }
    }

    private MailFailure failure(SmtpMailer mailer) {
        Throwable failure =
                context.call(() -> mailer.send(mail()).transform(done -> Future.succeededFuture(done.cause())));
        return assertInstanceOf(MailFailure.class, failure);
    }

    private static Mail mail() {
        Recipient ada = new Recipient("Ada", new MailAddress("ada@example.org"));
        return Letters.write(Samples.freshId(), new Occasion.Welcome("ada"), ada);
    }

    private SmtpMailer mailer(String url) {
        SmtpConfig config = SmtpConfig.from(new Environment(Map.of("SMTP_URL", url)));
        SmtpMailer mailer = context.call(() -> SmtpMailer.create(context.vertx, config, SmtpMailer.LONGEST_IDLE));
        mailers.add(mailer);
        return mailer;
    }
}
