package dev.shippy.runtime.token;

import dev.shippy.contracts.Call;
import dev.shippy.contracts.Caller;
import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.Trace;
import dev.shippy.contracts.UserService;
import dev.shippy.contracts.user.v1.KeySet;
import dev.shippy.contracts.user.v1.Request;
import dev.shippy.contracts.user.v1.Token;
import dev.shippy.runtime.nats.RpcClient;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/** Asks the user service through its internal doors. */
public final class NatsAccounts implements Accounts {

    /** The answers are shared by many calls, so they have a deadline of their own. */
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final String service;
    private final RpcClient client;
    private final Clock clock;

    /** For the service with this name. */
    public NatsAccounts(String service, RpcClient client, Clock clock) {
        this.service = service;
        this.client = client;
        this.clock = clock;
    }

    @Override
    public Future<KeySet> keys() {
        return client.call(UserService.KEYS, call(), Request.getDefaultInstance());
    }

    @Override
    public Future<Token> validate(String token) {
        return client.call(
                UserService.VALIDATE_TOKEN,
                call(),
                Token.newBuilder().setToken(token).build());
    }

    private Call call() {
        return new Call(
                Caller.service(service),
                Deadline.in(DEADLINE, clock),
                UUID.randomUUID().toString(),
                Trace.start());
    }
}
