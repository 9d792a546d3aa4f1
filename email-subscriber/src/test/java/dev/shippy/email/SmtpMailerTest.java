package dev.shippy.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.Characters;
import dev.shippy.email.MailFailure.Kind;
import dev.shippy.embedded.EmbeddedSmtp;
import dev.shippy.embedded.ReceivedMail;
import dev.shippy.embedded.ScriptedSmtp;
import dev.shippy.embedded.SmtpScript;
import dev.shippy.embedded.SmtpScript.Moment;
import dev.shippy.runtime.Environment;
import dev.shippy.runtime.MailAddress;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The adapter against servers of every temper. */
class SmtpMailerTest {

    private static final String ADDRESS = "Ada@example.org";
    private static final Recipient ADA = new Recipient("Ada <b>\u00e9", new MailAddress(ADDRESS));

    private final TestContext context = new TestContext();
    private final ScriptedSmtp server = ScriptedSmtp.start();
    private final List<SmtpMailer> mailers = new ArrayList<>();
    private final SmtpMailer mailer = mailer(server.url(), SmtpMailer.LONGEST_IDLE);

    @AfterEach
    void close() {
        context.call(() ->
                Future.all(mailers.stream().map(SmtpMailer::close).toList()).mapEmpty());
        context.close();
        server.close();
    }

    @Test
    void sendsPlainTextAndHtmlUnderTheEventsId() {
        try (EmbeddedSmtp inbox = EmbeddedSmtp.start()) {
            Mail mail = mail("1b671a64-40d5-491e-99b0-da01ff1f3341");
            SmtpMailer other = mailer(inbox.url(), SmtpMailer.LONGEST_IDLE);
            context.call(() -> other.send(mail));

            ReceivedMail received = inbox.received().get(0);
            assertEquals("<1b671a64-40d5-491e-99b0-da01ff1f3341@shippy.test>", received.messageId());
            assertEquals(ADDRESS, received.to());
            assertEquals("Welcome to Shippy", received.subject());
            assertEquals(
                    mail.text().strip(), received.text().replace("\r\n", "\n").strip());
            assertTrue(received.text().startsWith("Hello Ada <b>\u00e9,"), received.text());
            assertTrue(received.html().contains("<p>Hello Ada &lt;b&gt;\u00e9,</p>"), received.html());
        }
    }

    @Test
    void writesTheSendersNameInAscii(@TempDir Path folder) throws IOException {
        try (EmbeddedSmtp inbox = EmbeddedSmtp.start(0, folder)) {
            SmtpMailer other = mailer(
                    Map.of("SMTP_URL", inbox.url(), "MAIL_FROM", "M\u00fcller, Inc. <no-reply@shippy.test>"),
                    SmtpMailer.LONGEST_IDLE);
            context.call(() -> other.send(mail("1b671a64-40d5-491e-99b0-da01ff1f3342")));
        }
        try (Stream<Path> files = Files.list(folder)) {
            String whole = Files.readString(files.findFirst().orElseThrow());

            assertTrue(
                    whole.contains("\nFrom: =?UTF-8?B?TcO8bGxlciwgSW5jLg==?= <no-reply@shippy.test>"),
                    whole.lines().limit(20).toList()::toString);
        }
    }

    @Test
    void sendsOneMailAfterTheOtherOnOneConnection() {
        for (int n = 0; n < 20; n++) {
            send();
        }
        assertEquals(20, server.accepted().size());
        assertEquals(1, server.connections());
    }

    @Test
    void sendsMailsAtATimeOnAsManyConnections() {
        context.call(() -> Future.all(IntStream.range(0, 8)
                .mapToObj(n -> mailer.send(mail(Samples.freshId())))
                .toList()));
        assertEquals(8, server.accepted().size());
        assertEquals(8, server.connections());
    }

    @Test
    void takesLeaveOfTheServerWhenThereIsNothingToSend() {
        SmtpMailer hurried = mailer(server.url(), Duration.ofMillis(100));
        context.call(() -> hurried.send(mail(Samples.freshId())));
        // A mail that comes too late for a connection gets one of its own.
        Awaitility.await().until(() -> {
            context.call(() -> hurried.send(mail(Samples.freshId())));
            return server.connections() > 1;
        });
    }

    @Test
    void connectsAnewToAServerThatWasRestarted() {
        send();
        server.refuse();
        server.listen();

        send();

        assertEquals(2, server.accepted().size());
    }

    @ParameterizedTest
    @CsvSource({
        "RECIPIENT, 550 5.1.1 <ada@EXAMPLE.org>: nobody, REFUSED, The SMTP server said: 550 5.1.1 <(recipient)>: nobody",
        "RECIPIENT, 451 4.7.1 later, LATER, The SMTP server said: 451 4.7.1 later",
        "RECIPIENT, 421 closing, UNREACHABLE, The SMTP server said: 421 closing",
        "SENDER, 530 5.7.0 log in first, UNREACHABLE, The SMTP server said: 530 5.7.0 log in first",
        "DATA, 452 full, LATER, The SMTP server said: 452 full",
        "CONTENT, 554 spam, REFUSED, The SMTP server said: 554 spam",
        "CONTENT, 421 closing, UNREACHABLE, The SMTP server said: 421 closing",
        "GREETING, 554 not you, UNREACHABLE, The SMTP server said: 554 not you",
        "GREETING, 421 too many, UNREACHABLE, The SMTP server said: 421 too many",
    })
    void tellsWhatARefusalIsAbout(Moment moment, String reply, Kind kind, String sentence) {
        server.follow((asked, recipient) -> asked == moment ? reply : asked.normally());

        MailFailure failure = failure();

        assertEquals(kind, failure.kind());
        assertEquals(sentence, failure.sentence());
        assertEquals(kind != Kind.UNREACHABLE, mailer.reachable());
        server.behave();
        send();
        assertTrue(mailer.reachable());
        assertEquals(1, server.accepted().size());
    }

    @Test
    void keepsAServersWordsToOneShortLine() {
        server.follow((moment, recipient) -> moment == Moment.RECIPIENT
                ? "550-first\r\n550-" + "x".repeat(400) + "\r\n550 last\u0007"
                : moment.normally());

        String sentence = failure().sentence();

        assertTrue(sentence.startsWith("The SMTP server said: 550-first 550-xxx"), sentence);
        assertTrue(sentence.length() < 330, sentence);
        assertTrue(Characters.firstHidden(sentence).isEmpty(), sentence);
    }

    @Test
    void doesNotSendLaterWhatItHasGivenUp() {
        CountDownLatch answered = new CountDownLatch(1);
        server.follow((moment, recipient) -> moment == Moment.DATA ? late(answered, moment) : moment.normally());
        SmtpMailer impatient = impatient();
        assertEquals(
                "The SMTP server did not answer in time",
                failure(() -> impatient.send(mail("given-up"))).sentence());

        answered.countDown();
        server.behave();
        send();

        Awaitility.await()
                .during(Duration.ofMillis(500))
                .until(() -> !server.accepted().containsKey("<given-up@shippy.test>"));
        assertEquals(1, server.accepted().size());
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void givesUpOnAServerThatFallsSilent(Moment moment) {
        server.follow((asked, recipient) -> asked == moment ? SmtpScript.SILENCE : asked.normally());
        SmtpMailer impatient = impatient();

        MailFailure failure = failure(() -> impatient.send(mail("given-up")));

        boolean begun = moment != Moment.GREETING;
        assertEquals(begun ? Kind.UNCONFIRMED : Kind.UNREACHABLE, failure.kind());
        assertEquals("The SMTP server did not answer in time", failure.sentence());
        assertFalse(impatient.reachable());
        server.behave();
        send();
        assertEquals(1, server.accepted().size());
    }

    @Test
    void cannotReachAServerThatRefuses() {
        server.refuse();

        assertEquals(Kind.UNREACHABLE, failure().kind());
        assertFalse(mailer.reachable());
        assertEquals(Kind.UNREACHABLE, failure(mailer::probe).kind());
        server.listen();
        context.call(mailer::probe);
        assertTrue(mailer.reachable());
        assertTrue(server.accepted().isEmpty());
    }

    @Test
    void sendsNothingWithoutTheLoginThatItWasGiven() {
        SmtpMailer member = mailer("smtp://ada:s3cret@" + server.url().substring(7), SmtpMailer.LONGEST_IDLE);

        MailFailure failure = failure(() -> member.send(mail("1")));

        assertEquals(Kind.UNREACHABLE, failure.kind());
        assertFalse(failure.sentence().contains("s3cret"));
        assertTrue(server.accepted().isEmpty());
    }

    @Test
    void sendsNothingWithoutTheTlsThatIsRequired() {
        SmtpMailer careful = mailer(server.url() + "?starttls=required", SmtpMailer.LONGEST_IDLE);

        assertEquals(Kind.UNREACHABLE, failure(() -> careful.send(mail("1"))).kind());
        assertTrue(server.accepted().isEmpty());
    }

    private static String late(CountDownLatch answered, Moment moment) {
        try {
            return answered.await(30, TimeUnit.SECONDS) ? moment.normally() : SmtpScript.SILENCE;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return SmtpScript.SILENCE;
        }
    }

    private void send() {
        context.call(() -> mailer.send(mail(Samples.freshId())));
    }

    private MailFailure failure() {
        return failure(() -> mailer.send(mail("given-up")));
    }

    private MailFailure failure(Supplier<Future<Void>> work) {
        Throwable failure = context.call(() -> work.get().transform(done -> Future.succeededFuture(done.cause())));
        return assertInstanceOf(MailFailure.class, failure);
    }

    private static Mail mail(String eventId) {
        return Letters.write(eventId, new Occasion.Welcome("ada"), ADA);
    }

    private SmtpMailer mailer(String url, Duration longestIdle) {
        return mailer(url, longestIdle, "10s");
    }

    private SmtpMailer impatient() {
        return mailer(server.url(), SmtpMailer.LONGEST_IDLE, "500ms");
    }

    private SmtpMailer mailer(String url, Duration longestIdle, String timeout) {
        return mailer(
                Map.of("SMTP_URL", url, "MAIL_FROM", "Shippy <no-reply@shippy.test>", "MAIL_TIMEOUT", timeout),
                longestIdle);
    }

    private SmtpMailer mailer(Map<String, String> settings, Duration longestIdle) {
        Environment environment = new Environment(settings);
        SmtpConfig config = SmtpConfig.from(environment);
        environment.check();
        SmtpMailer mailer = context.call(() -> SmtpMailer.create(context.vertx, config, longestIdle));
        mailers.add(mailer);
        return mailer;
    }
}
