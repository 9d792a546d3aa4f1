package dev.shippy.cli.bench;

import dev.shippy.contracts.Call;
import dev.shippy.contracts.Caller;
import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.Limits;
import dev.shippy.contracts.Trace;
import dev.shippy.contracts.UserService;
import dev.shippy.runtime.nats.RpcClient;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Function;

/** Signs somebody with an address up over NATS, as people do. For all threads. */
record PeoplesSignUp(RpcClient client) implements Function<String, Future<?>> {

    @Override
    public Future<?> apply(String address) {
        Call call = new Call(
                Caller.ANONYMOUS,
                Deadline.in(Limits.DEFAULT_DEADLINE, Clock.systemUTC()),
                UUID.randomUUID().toString(),
                Trace.start());
        return client.call(UserService.CREATE, call, LoadSet.signUp(address));
    }
}
