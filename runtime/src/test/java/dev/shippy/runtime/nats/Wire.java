package dev.shippy.runtime.nats;

import dev.shippy.contracts.Call;
import dev.shippy.contracts.Caller;
import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.Role;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.Trace;
import dev.shippy.embedded.EmbeddedNats;
import dev.shippy.runtime.Environment;
import dev.shippy.runtime.token.Authenticator;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Options;
import io.nats.client.impl.Headers;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What tests of the wire share: configurations, an authenticator by name, and raw requests. */
final class Wire {

    /** A token is the user's name; "root" is an admin, "bad" is nobody. */
    static final Authenticator BY_NAME = token -> switch (token) {
        case "bad" -> Future.failedFuture(ServiceException.unauthenticated("Invalid token"));
        case "root" -> Future.succeededFuture(Caller.user(token, Set.of(Role.ADMIN)));
        default -> Future.succeededFuture(Caller.user(token, Set.of()));
    };

    private Wire() {}

    static NatsConfig config(EmbeddedNats server, String service, Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "NATS_URL", server.url(),
                "START_TIMEOUT", "10s",
                "NATS_PASSWORD", server.passwords().of(service),
                "NATS_PUBLIC_PASSWORD", server.passwords().of(service + "-public")));
        variables.putAll(more);
        return NatsConfig.from(new Environment(variables), service);
    }

    static Connection connect(EmbeddedNats server, String user) throws IOException, InterruptedException {
        boolean customer = user.equals("customer");
        Options.Builder options = new Options.Builder()
                .server(customer ? server.url() : server.passwords().url(user))
                .inboxPrefix(customer ? "_INBOX" : "_INBOX_" + user)
                .reportNoResponders();
        return io.nats.client.Nats.connect(options.build());
    }

    static Call call(String user, Duration deadline) {
        return new Call(
                Caller.user(user, Set.of()),
                Deadline.in(deadline, Clock.systemUTC()),
                UUID.randomUUID().toString(),
                Trace.start());
    }

    static Headers headers(String... namesAndValues) {
        Headers headers = new Headers();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }

    /** The code of an error reply, or 200. */
    static int code(Message reply) {
        String code = reply.hasHeaders() ? reply.getHeaders().getFirst("Nats-Service-Error-Code") : null;
        return code == null ? 200 : Integer.parseInt(code);
    }

    static String sentence(Message reply) {
        return String.valueOf(reply.getHeaders().getFirst("Nats-Service-Error"));
    }

    static ErrorCode codeOf(Future<?> failed) {
        return failed.cause() instanceof ServiceException failure ? failure.code() : ErrorCode.INTERNAL;
    }
}
