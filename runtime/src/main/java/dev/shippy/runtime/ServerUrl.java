package dev.shippy.runtime;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The address of one or more servers, {@code scheme://user:password@host:port,host:port/path?query} in the syntax of RFC 3986.
 * Unlike {@link java.net.URI} it takes every host name that a resolver may know, such as one with underscores. A password may hold
 * letters, digits and {@code - . _ ~ ! $ & ' ( ) * + , ; = :} as they are, and everything else percent-encoded.
 *
 * @param scheme in lower case
 * @param user decoded; empty if there is none
 * @param password decoded; empty if there is none; never printed
 * @param hosts at least one
 * @param path as it was written, empty or beginning with {@code /}
 * @param query as it was written, without {@code ?}; empty if there is none
 */
public record ServerUrl(String scheme, String user, String password, List<Host> hosts, String path, String query) {

    /** No port was written. */
    public static final int NO_PORT = -1;

    /**
     * One server.
     *
     * @param name decoded; an IPv6 address without brackets
     * @param port 1 to 65,535, or {@link #NO_PORT}
     */
    public record Host(String name, int port) {

        /** The port, or the given one if none was written. */
        public int portOr(int usual) {
            return port == NO_PORT ? usual : port;
        }

        /** {@code host:port}, as a URL takes it. */
        @Override
        public String toString() {
            String written = name.contains(":") ? "[" + name + "]" : PercentEncoding.encode(name);
            return port == NO_PORT ? written : written + ":" + port;
        }
    }

    public ServerUrl {
        hosts = List.copyOf(hosts);
    }

    /**
     * Reads an address. A list of servers is written as {@code nats://a:4222,b:4222} or {@code nats://a:4222,nats://b:4222}.
     *
     * @param schemes those that are allowed, at least one
     * @throws IllegalArgumentException with the problem, such as "the host is missing"; it never repeats the address,
     *     which may contain a password
     */
    public static ServerUrl parse(String text, String... schemes) {
        return ServerUrlParser.parse(text, List.of(schemes));
    }

    public boolean hasLogin() {
        return !user.isEmpty() || !password.isEmpty();
    }

    /** The same servers for another user; without one if the user is empty. */
    public ServerUrl withLogin(String otherUser, String otherPassword) {
        return new ServerUrl(scheme, otherUser, otherPassword, hosts, path, query);
    }

    /** Everything but user and password: what may be shown. */
    public String shown() {
        return withLogin("", "").written();
    }

    /**
     * The address with user and password, both percent-encoded so that every parser reads them the same way. Not to be shown or
     * logged.
     */
    public String written() {
        return scheme + "://" + login() + servers() + path + (query.isEmpty() ? "" : "?" + query);
    }

    private String login() {
        if (!hasLogin()) {
            return "";
        }
        String colon = password.isEmpty() ? "" : ":" + PercentEncoding.encode(password);
        return PercentEncoding.encode(user) + colon + "@";
    }

    private String servers() {
        return hosts.stream().map(Host::toString).collect(Collectors.joining(","));
    }

    /** Without user and password. */
    @Override
    public String toString() {
        return shown();
    }
}
