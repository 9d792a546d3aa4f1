package dev.shippy.runtime;

import dev.shippy.runtime.ServerUrl.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The syntax of {@link ServerUrl}. Error messages never repeat the value: in a malformed address, any part may be the
 * password.
 */
final class ServerUrlParser {

    private static final Pattern PARTS = Pattern.compile("([^/?#]*)([^?#]*)(?:\\?([^#]*))?(#.*)?", Pattern.DOTALL);
    private static final Pattern BRACKETS =
            Pattern.compile("\\[([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(?:%[\\w.~-]+)?)](?::(.*))?");
    private static final String SUB_DELIMITERS = "!$&'()*+,;=";
    private static final int MOST_PORT = 65_535;

    private ServerUrlParser() {}

    static ServerUrl parse(String text, List<String> schemes) {
        String stripped = text.strip();
        String lower = stripped.toLowerCase(Locale.ROOT);
        String scheme = schemes.stream()
                .filter(known -> lower.startsWith(known + "://"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(wrongScheme(lower, schemes)));
        String separator = "(?i)," + Pattern.quote(scheme + "://");
        List<ServerUrl> each = new ArrayList<>();
        for (String one : stripped.substring(scheme.length() + 3).split(separator, -1)) {
            each.add(single(scheme, one));
        }
        return merged(each);
    }

    private static String wrongScheme(String lower, List<String> schemes) {
        String expected = schemes.stream().map(scheme -> scheme + "://").collect(Collectors.joining(" or "));
        return (lower.contains("://") ? "the scheme is not " : "it does not begin with ") + expected;
    }

    private static ServerUrl merged(List<ServerUrl> each) {
        ServerUrl first = each.get(0);
        if (each.size() == 1) {
            return first;
        }
        List<Host> hosts = new ArrayList<>();
        for (ServerUrl one : each) {
            boolean sameLogin = !one.hasLogin()
                    || (one.user().equals(first.user()) && one.password().equals(first.password()));
            if (!sameLogin) {
                throw new IllegalArgumentException("its servers have different users or passwords");
            }
            if (!one.path().replace("/", "").isEmpty() || !one.query().isEmpty()) {
                throw new IllegalArgumentException("only the last server of a list may be followed by a path");
            }
            hosts.addAll(one.hosts());
        }
        return new ServerUrl(first.scheme(), first.user(), first.password(), hosts, "", "");
    }

    private static ServerUrl single(String scheme, String rest) {
        Matcher parts = PARTS.matcher(rest);
        if (!parts.matches()) {
            throw new IllegalArgumentException("it contains a line break");
        }
        String authority = parts.group(1);
        String behind = rest.substring(authority.length());
        if (!authority.contains("@") && behind.contains("@")) {
            rejectCutOffLogin(authority, behind);
        }
        if (parts.group(4) != null) {
            throw new IllegalArgumentException("it contains " + mustBeEncoded('#'));
        }
        int at = authority.lastIndexOf('@');
        String login = at < 0 ? "" : authority.substring(0, at);
        int colon = login.indexOf(':');
        return new ServerUrl(
                scheme,
                decoded("user", colon < 0 ? login : login.substring(0, colon)),
                decoded("password", colon < 0 ? "" : login.substring(colon + 1)),
                hosts(authority.substring(at + 1)),
                checked("path", parts.group(2), "/:@%"),
                checked("query", parts.group(3) == null ? "" : parts.group(3), "/:@?%"));
    }

    /**
     * A raw {@code / ? #} in a login ends the authority too early. Then {@code user:password} is no host with a port,
     * unless the password begins with digits; a port is followed by an @ only in a value of the query.
     */
    private static void rejectCutOffLogin(String authority, String behind) {
        String special = mustBeEncoded(behind.codePointAt(0));
        if (!isHosts(authority)) {
            throw new IllegalArgumentException("the user or the password contains " + special);
        }
        boolean isValue = behind.substring(0, behind.indexOf('@')).contains("=");
        if (authority.contains(":") && !isValue) {
            throw new IllegalArgumentException(
                    "the path contains " + mustBeEncoded('@') + ", or the password contains " + special);
        }
    }

    private static boolean isHosts(String authority) {
        try {
            return !hosts(authority).isEmpty();
        } catch (IllegalArgumentException invalid) {
            return false;
        }
    }

    private static List<Host> hosts(String list) {
        List<Host> hosts = new ArrayList<>();
        for (String one : list.split(",", -1)) {
            hosts.add(host(one));
        }
        return hosts;
    }

    private static Host host(String written) {
        Matcher brackets = BRACKETS.matcher(written);
        if (brackets.matches()) {
            return new Host(brackets.group(1), port(brackets.group(2)));
        }
        int colon = written.lastIndexOf(':');
        String name = colon < 0 ? written : written.substring(0, colon);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("the host is missing");
        }
        if (name.contains(":")) {
            throw new IllegalArgumentException(
                    "the host contains a colon: write an IPv6 address in brackets, as in [::1]:4222");
        }
        return new Host(decoded("host", name), port(colon < 0 ? null : written.substring(colon + 1)));
    }

    private static int port(@Nullable String digits) {
        if (digits == null) {
            return ServerUrl.NO_PORT;
        }
        if (digits.matches("[0-9]{1,5}")) {
            int port = Integer.parseInt(digits);
            if (port >= 1 && port <= MOST_PORT) {
                return port;
            }
        }
        throw new IllegalArgumentException("the port is not a number from 1 to " + MOST_PORT);
    }

    private static String decoded(String part, String written) {
        try {
            return PercentEncoding.decode(checked(part, written, part.equals("password") ? ":%" : "%"));
        } catch (IllegalArgumentException wrong) {
            String sentence = String.valueOf(wrong.getMessage());
            throw new IllegalArgumentException(
                    sentence.startsWith("the ") ? sentence : "the " + part + " " + sentence, wrong);
        }
    }

    private static String checked(String part, String written, String alsoAllowed) {
        written.codePoints()
                .filter(c -> !isAllowed(c) && alsoAllowed.indexOf(c) < 0)
                .findFirst()
                .ifPresent(c -> {
                    throw new IllegalArgumentException("the " + part + " contains " + mustBeEncoded(c));
                });
        return written;
    }

    private static boolean isAllowed(int c) {
        if (c > 0x7F) {
            return Character.isLetterOrDigit(c);
        }
        return Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0 || SUB_DELIMITERS.indexOf(c) >= 0;
    }

    private static String mustBeEncoded(int c) {
        if (c < ' ' || c >= 0x7F) {
            return "a character that must be percent-encoded";
        }
        String character = Character.toString(c);
        return (c == ' ' ? "a space" : character) + ", which must be percent-encoded as "
                + PercentEncoding.encode(character);
    }
}
