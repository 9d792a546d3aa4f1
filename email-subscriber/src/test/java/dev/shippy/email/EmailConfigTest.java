package dev.shippy.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.email.SmtpConfig.Security;
import dev.shippy.runtime.ConfigurationException;
import dev.shippy.runtime.Environment;
import dev.shippy.runtime.MailAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailConfigTest {

    @Test
    void hasDefaults() {
        EmailConfig config = config(Map.of());

        assertEquals(
                new SmtpConfig(
                        "127.0.0.1",
                        1025,
                        Security.OFFERED,
                        "",
                        "",
                        "Shippy",
                        new MailAddress("no-reply@shippy.local"),
                        Duration.ofSeconds(30)),
                config.smtp());
        assertEquals(new MailingConfig(8, 20, 5, Duration.ofSeconds(45), Duration.ofDays(90)), config.mailing());
        assertEquals("mail", config.postgres().schema());
        assertEquals("email-subscriber", config.nats().service());
        assertEquals("Shippy <no-reply@shippy.local>", config.smtp().sender());
    }

    @Test
    void readsEverySetting() {
        EmailConfig config = config(Map.of(
                "SMTP_URL", "smtp://us%40er:pass%3Aword+1@mail.example.org:587?starttls=required",
                "MAIL_FROM", "freight@example.org",
                "MAIL_TIMEOUT", "3s",
                "MAIL_CONCURRENCY", "2",
                "MAIL_ATTEMPTS", "5",
                "MAIL_UNCONFIRMED", "3",
                "MAIL_LEASE", "20s",
                "LEDGER_KEEP", "30d"));

        assertEquals(
                new SmtpConfig(
                        "mail.example.org",
                        587,
                        Security.REQUIRED,
                        "us@er",
                        "pass:word+1",
                        "",
                        new MailAddress("freight@example.org"),
                        Duration.ofSeconds(3)),
                config.smtp());
        assertEquals(new MailingConfig(2, 5, 3, Duration.ofSeconds(20), Duration.ofDays(30)), config.mailing());
        assertEquals("freight@example.org", config.smtp().sender());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "smtp://my_mail:2525 my_mail 2525",
                "smtp://a_b:c+d$&'()*,;=!~@[::1] ::1 25",
            })
    void takesEveryHostAndPassword(String url, String host, int port) {
        SmtpConfig smtp = config(Map.of("SMTP_URL", url)).smtp();

        assertEquals(host, smtp.host());
        assertEquals(port, smtp.port());
    }

    @Test
    void takesAPasswordAsItIs() {
        SmtpConfig smtp = config(Map.of("SMTP_URL", "smtp://me@mail", "SMTP_PASSWORD", "a@b/c%#"))
                .smtp();

        assertEquals("a@b/c%#", smtp.password());
    }

    @Test
    void knowsThePortsOfSmtp() {
        assertEquals(25, config(Map.of("SMTP_URL", "smtp://mail")).smtp().port());
        assertEquals(465, config(Map.of("SMTP_URL", "smtps://mail")).smtp().port());
        assertEquals(
                Security.TLS, config(Map.of("SMTP_URL", "smtps://mail")).smtp().security());
    }

    /** Unless that is asked for. */
    @ParameterizedTest
    @CsvSource({
        "smtp://ada:pw@mail.example.org, REQUIRED",
        "smtp://ada:pw@mail.example.org?starttls=optional, OFFERED",
        "smtp://ada:pw@127.0.0.1:1025, OFFERED",
        "smtp://ada:pw@localhost, OFFERED",
        "smtp://mail.example.org, OFFERED",
        "smtps://ada:pw@mail.example.org, TLS",
    })
    void sendsNoPasswordInClear(String url, Security security) {
        assertEquals(security, config(Map.of("SMTP_URL", url)).smtp().security());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mail",
                "http://mail",
                "smtp://",
                "smtp://user@mail",
                "smtp://mail/path",
                "smtp://mail:25?starttls=no",
                "smtps://mail?starttls=required",
            })
    void refusesAnotherServersAddress(String url) {
        assertTrue(problems(Map.of("SMTP_URL", url)).get(0).startsWith("SMTP_URL"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nobody",
                "Shippy <a@example.org>, <b@example.org>",
                "Shippy\r\nBcc: eve@example.org <a@example.org>",
            })
    void refusesASenderThatIsNotOneAddress(String from) {
        String problem = problems(Map.of("MAIL_FROM", from)).get(0);

        assertTrue(problem.startsWith("MAIL_FROM: "), problem);
        assertTrue(problem.endsWith("; expected form: Shippy <no-reply@shippy.local>"), problem);
    }

    @Test
    void refusesALeaseThatDoesNotFit() {
        assertEquals(
                List.of("MAIL_LEASE is 1m and has to be shorter than the 1m after which NATS delivers an event again"),
                problems(Map.of("MAIL_LEASE", "60s")));
        assertEquals(
                List.of("MAIL_LEASE is 45s and has to be longer than an attempt, which with this MAIL_TIMEOUT and"
                        + " STORE_TIMEOUT may take 45s"),
                problems(Map.of("MAIL_TIMEOUT", "40s")));
    }

    @Test
    void namesEverythingThatIsWrongAtOnceAndNoSecret() {
        List<String> problems = problems(Map.of(
                "SMTP_URL", "smtp://user:s3cret@mail/x",
                "MAIL_FROM", "nobody",
                "MAIL_CONCURRENCY", "0",
                "MAIL_ATTEMPTS", "51",
                "LEDGER_KEEP", "1d"));

        assertEquals(5, problems.size(), problems.toString());
        assertFalse(problems.toString().contains("s3cret"));
    }

    @Test
    void showsNoPassword() {
        assertFalse(
                config(Map.of("SMTP_URL", "smtp://user:s3cret@mail")).toString().contains("s3cret"));
    }

    private static List<String> problems(Map<String, String> settings) {
        return assertThrows(ConfigurationException.class, () -> config(settings))
                .problems();
    }

    private static EmailConfig config(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("NATS_PASSWORD", "inside", "NATS_PUBLIC_PASSWORD", "outside"));
        all.putAll(settings);
        return EmailConfig.from(new Environment(all));
    }
}
