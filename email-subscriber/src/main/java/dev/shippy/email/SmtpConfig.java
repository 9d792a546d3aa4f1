package dev.shippy.email;

import dev.shippy.runtime.Environment;
import dev.shippy.runtime.MailAddress;
import dev.shippy.runtime.ServerUrl;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * How the SMTP server is reached, and as whom.
 *
 * @param user empty without a login
 * @param from who writes, with the name that readers see
 * @param timeout the longest that the sending of one mail may take
 */
public record SmtpConfig(
        String host,
        int port,
        Security security,
        String user,
        String password,
        String fromName,
        MailAddress from,
        Duration timeout) {

    /** How the connection is secured. */
    public enum Security {
        /** STARTTLS when the server offers it, whoever it is: better than nothing, and no protection from an attacker. */
        OFFERED,
        /** STARTTLS with a valid certificate, or no mail. */
        REQUIRED,
        /** TLS from the first byte, with a valid certificate. */
        TLS
    }

    private static final String DEFAULT_URL = "smtp://127.0.0.1:1025";
    private static final Map<String, Security> STARTTLS =
            Map.of("starttls=required", Security.REQUIRED, "starttls=optional", Security.OFFERED);
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");
    private static final String DEFAULT_FROM = "Shippy <no-reply@shippy.local>";

    /** Reads SMTP_URL, SMTP_PASSWORD, MAIL_FROM and MAIL_TIMEOUT. */
    static SmtpConfig from(Environment environment) {
        ServerUrl url = url(environment);
        Security security = security(environment, url);
        ServerUrl.Host host = url.hosts().get(0);
        Sender sender = sender(environment);
        return new SmtpConfig(
                host.name(),
                host.portOr(defaultPort(security)),
                security,
                url.user(),
                url.password(),
                sender.name(),
                sender.address(),
                environment.duration(
                        "MAIL_TIMEOUT", Duration.ofSeconds(30), Duration.ofMillis(100), Duration.ofMinutes(5)));
    }

    boolean hasLogin() {
        return !user.isEmpty();
    }

    /** The header From. */
    String sender() {
        return new Sender(fromName, from).header();
    }

    /** What may be shown. */
    String address() {
        return new ServerUrl.Host(host, port).toString();
    }

    private static ServerUrl url(Environment environment) {
        ServerUrl url = environment.serverUrlWithPassword("SMTP_URL", "SMTP_PASSWORD", DEFAULT_URL, "smtp", "smtps");
        if (url.hosts().size() > 1) {
            environment.reject("SMTP_URL names several servers, but only one is supported");
        }
        if (!url.path().isEmpty() && !url.path().equals("/")) {
            environment.reject("SMTP_URL has a path, but may only have a host, a port and a query");
        }
        if (url.hasLogin() && (url.user().isEmpty() || url.password().isEmpty())) {
            environment.reject("SMTP_URL names a user without a password, or a password without a user");
        }
        return url;
    }

    private static Security security(Environment environment, ServerUrl url) {
        String query = url.query();
        if (query.isEmpty()) {
            return unasked(url);
        }
        Security asked = STARTTLS.get(query);
        if (asked == null || "smtps".equals(url.scheme())) {
            environment.reject("SMTP_URL has a query, and the only ones are smtp://...?starttls=required and"
                    + " smtp://...?starttls=optional");
            return Security.REQUIRED;
        }
        return asked;
    }

    /** A password does not leave the machine in clear unless that is asked for. */
    private static Security unasked(ServerUrl url) {
        if ("smtps".equals(url.scheme())) {
            return Security.TLS;
        }
        return url.hasLogin() && !LOOPBACK.contains(url.hosts().get(0).name()) ? Security.REQUIRED : Security.OFFERED;
    }

    private static Sender sender(Environment environment) {
        try {
            return Sender.parse(environment.text("MAIL_FROM", DEFAULT_FROM));
        } catch (IllegalArgumentException wrong) {
            environment.reject("MAIL_FROM: " + wrong.getMessage() + "; expected form: " + DEFAULT_FROM);
            return Sender.parse(DEFAULT_FROM);
        }
    }

    private static int defaultPort(Security security) {
        return security == Security.TLS ? 465 : 25;
    }

    @Override
    public String toString() {
        return "SmtpConfig[" + address() + ", security=" + security + ", login=" + hasLogin() + ", from=" + from.text()
                + ", timeout=" + timeout + "]";
    }
}
