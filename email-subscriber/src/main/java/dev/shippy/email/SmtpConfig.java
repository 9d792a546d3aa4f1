package dev.shippy.email;

import dev.shippy.runtime.Environment;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
        /** STARTTLS with a certificate that is good, or no mail. */
        REQUIRED,
        /** TLS from the first byte, with a certificate that is good. */
        TLS
    }

    private static final String DEFAULT_URL = "smtp://127.0.0.1:1025";
    private static final Map<String, Security> STARTTLS =
            Map.of("starttls=required", Security.REQUIRED, "starttls=optional", Security.OFFERED);
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");
    private static final String DEFAULT_FROM = "Shippy <no-reply@shippy.local>";
    private static final Pattern NAMED = Pattern.compile("([^<>]*)<([^<>]*)>");
    /** What a header takes without quoting. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9 !#$%&'*+/=?^_`{|}~-]{0,200}");

    /** Reads SMTP_URL, MAIL_FROM and MAIL_TIMEOUT. */
    static SmtpConfig from(Environment environment) {
        URI url = url(environment);
        String[] login = login(url);
        Security security = security(environment, url, !login[0].isEmpty());
        Matcher sender = sender(environment);
        return new SmtpConfig(
                url.getHost(),
                url.getPort() >= 0 ? url.getPort() : defaultPort(security),
                security,
                login[0],
                login[1],
                sender.group(1).strip(),
                new MailAddress(sender.group(2).strip()),
                environment.duration(
                        "MAIL_TIMEOUT", Duration.ofSeconds(30), Duration.ofMillis(100), Duration.ofMinutes(5)));
    }

    boolean hasLogin() {
        return !user.isEmpty();
    }

    /** The header From. */
    String sender() {
        return fromName.isEmpty() ? from.text() : fromName + " <" + from.text() + ">";
    }

    /** What may be shown. */
    String address() {
        return host + ":" + port;
    }

    private static URI url(Environment environment) {
        URI url = URI.create(environment.url("SMTP_URL", DEFAULT_URL, "smtp", "smtps"));
        String login = url.getRawUserInfo();
        boolean fits = url.getHost() != null
                && (url.getRawPath().isEmpty() || url.getRawPath().equals("/"))
                && (login == null || login.matches("[^:]+:.+"));
        if (!fits) {
            environment.reject("SMTP_URL is not an address such as smtp://user:password@host:port");
            return URI.create(DEFAULT_URL);
        }
        return url;
    }

    private static Security security(Environment environment, URI url, boolean login) {
        String query = url.getRawQuery();
        if (query == null) {
            return unasked(url, login);
        }
        Security asked = STARTTLS.get(query);
        if (asked == null || "smtps".equals(url.getScheme())) {
            environment.reject("SMTP_URL has a query, and the only ones are smtp://...?starttls=required and"
                    + " smtp://...?starttls=optional");
            return Security.REQUIRED;
        }
        return asked;
    }

    /** A password does not leave the machine in clear unless that is asked for. */
    private static Security unasked(URI url, boolean login) {
        if ("smtps".equals(url.getScheme())) {
            return Security.TLS;
        }
        return login && !LOOPBACK.contains(url.getHost()) ? Security.REQUIRED : Security.OFFERED;
    }

    private static String[] login(URI url) {
        String login = url.getRawUserInfo();
        if (login == null) {
            return new String[] {"", ""};
        }
        int colon = login.indexOf(':');
        return new String[] {decoded(login.substring(0, colon)), decoded(login.substring(colon + 1))};
    }

    /** A plus sign is one, unlike in forms. */
    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Matcher sender(Environment environment) {
        String written = environment.text("MAIL_FROM", DEFAULT_FROM).strip();
        Matcher sender = NAMED.matcher(written.contains("<") ? written : "<" + written + ">");
        if (sender.matches()
                && NAME.matcher(sender.group(1).strip()).matches()
                && isAddress(sender.group(2).strip())) {
            return sender;
        }
        environment.reject("MAIL_FROM is not a sender such as " + DEFAULT_FROM);
        Matcher fallback = NAMED.matcher(DEFAULT_FROM);
        if (!fallback.matches()) {
            throw new IllegalStateException("The default sender is none");
        }
        return fallback;
    }

    private static boolean isAddress(String text) {
        try {
            return !new MailAddress(text).text().isEmpty();
        } catch (IllegalArgumentException other) {
            return false;
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
