package dev.shippy.embedded;

import dev.shippy.contracts.Limits;
import dev.shippy.contracts.NatsUser;
import dev.shippy.contracts.NatsUsers;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The configuration of a NATS server for this system: who may say and hear what, derived from {@link NatsUsers}.
 *
 * <p>Passwords are environment variables ({@link NatsUser#passwordVariable()}, and {@code SYS_NATS_PASSWORD}), so that
 * the text holds no secret. Address, port and data folder are arguments of the server.
 */
public final class NatsConfiguration {

    private static final String ANONYMOUS = """
            # A connection without credentials: on 127.0.0.1 only.
            no_auth_user: %s""".formatted(NatsUsers.CUSTOMER);
    private static final String ANONYMOUS_THERE = """
            # A connection without credentials is a customer's: publish the port on 127.0.0.1 only.
            no_auth_user: %s""".formatted(NatsUsers.CUSTOMER);
    private static final String NOBODY = "# Every connection needs a user and a password.";
    private static final String SERVER = """

            # In a container: reached from its own networks, and through the ports that are published.
            host: "0.0.0.0"
            port: 4222
            http: "0.0.0.0:8222\"""";

    private NatsConfiguration() {}

    /** The text for any nats-server from 2.9.10 on. */
    public static String text() {
        return text("", "", ANONYMOUS);
    }

    /**
     * The text for a server that writes every acknowledged message through to the disk; nats-server from 2.10 on
     * understands it, older ones refuse to start.
     */
    public static String textThatSyncsAlways() {
        return text("", ", sync_interval: always", ANONYMOUS);
    }

    /**
     * The text of the files in {@code nats/}, for a server in a container: data in {@code /data}, monitoring on port 8222.
     *
     * @param open whether connections without credentials are let in, as customers
     */
    public static String textForContainers(boolean open) {
        return text(SERVER, ", store_dir: \"/data\", sync_interval: always", open ? ANONYMOUS_THERE : NOBODY);
    }

    private static String text(String server, String jetStream, String anonymous) {
        return String.format(
                Locale.ROOT,
                """
                # Made from the contracts module: who may say what.
                # Whoever has permissions may do what they list and nothing else.%s
                max_payload: %d
                max_connections: 1000
                write_deadline: "5s"
                jetstream: { max_mem: 64MB, max_file: 4GB%s }
                %s
                system_account: SYS
                accounts: {
                  SYS: { users: [ { user: sys, password: $SYS_NATS_PASSWORD } ] }
                  APP: {
                    jetstream: enabled
                    users: [
                %s
                    ]
                  }
                }
                """,
                server,
                Limits.NATS_PAYLOAD_BYTES,
                jetStream,
                anonymous,
                NatsUsers.all().stream().map(NatsConfiguration::user).collect(Collectors.joining("\n")));
    }

    private static String user(NatsUser user) {
        return """
                      { user: %s, password: $%s, permissions: {
                          publish: { %s }
                          subscribe: { %s }
                      } }""".formatted(
                        user.name(),
                        user.passwordVariable(),
                        permission(user.publish(), user.publishDenied()),
                        permission(user.subscribe(), List.of()));
    }

    /** To the server, an empty list of what is allowed means everything. */
    private static String permission(List<String> allowed, List<String> denied) {
        if (allowed.isEmpty()) {
            return "deny: " + list(List.of(">"));
        }
        return "allow: " + list(allowed) + (denied.isEmpty() ? "" : ", deny: " + list(denied));
    }

    private static String list(List<String> subjects) {
        return subjects.stream()
                .map(subject -> "\n            \"" + subject + "\"")
                .collect(Collectors.joining("", "[", "\n          ]"));
    }
}
