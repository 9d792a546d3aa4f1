package dev.shippy.embedded;

import dev.shippy.contracts.Limits;
import dev.shippy.contracts.NatsUser;
import dev.shippy.contracts.NatsUsers;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The configuration of a NATS server for this system: who may say and hear what, derived from {@link NatsUsers}.
 *
 * <p>Passwords are environment variables ({@link NatsUser#passwordVariable()}, and {@code SYS_NATS_PASSWORD}), so that
 * the text holds no secret. Address, port and data folder are arguments of the server.
 */
public final class NatsConfiguration {

    private NatsConfiguration() {}

    /** The text for any nats-server from 2.9.10 on. */
    public static String text() {
        return text("");
    }

    /**
     * The text for a server that writes every acknowledged message through to the disk; nats-server from 2.10 on
     * understands it, older ones refuse to start.
     */
    public static String textThatSyncsAlways() {
        return text(", sync_interval: always");
    }

    private static String text(String jetStream) {
        return """
                # Made from the contracts module: who may say what.
                # Whoever has permissions may do what they list and nothing else.
                max_payload: %d
                max_connections: 1000
                write_deadline: "5s"
                jetstream: { max_mem: 64MB, max_file: 4GB%s }
                # A connection without credentials: on 127.0.0.1 only.
                no_auth_user: %s
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
                """.formatted(
                        Limits.NATS_PAYLOAD_BYTES,
                        jetStream,
                        NatsUsers.CUSTOMER,
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
