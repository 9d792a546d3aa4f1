package dev.shippy.cli.bench;

import com.google.protobuf.Message;
import dev.shippy.cli.Gateway;
import dev.shippy.contracts.Call;
import dev.shippy.contracts.Caller;
import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.Limits;
import dev.shippy.contracts.Rpc;
import dev.shippy.contracts.Trace;
import dev.shippy.runtime.nats.RpcClient;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Asks over NATS what a set says, each time with a Request-Id of its own. For all threads. */
final class RpcAsker implements Asker {

    /** A client of ours bounds the calls that wait; together they allow for more than is ever under way. */
    private static final int CLIENTS = 4;

    private final List<RpcClient> clients;
    private final LoadSet set;
    private final Stage stage;
    private final String run = UUID.randomUUID().toString();
    private final Trace trace = Trace.start();
    private final Clock clock = Clock.systemUTC();
    private final AtomicLong sent = new AtomicLong();

    RpcAsker(Gateway gateway, LoadSet set, Stage stage) {
        this.clients = IntStream.range(0, CLIENTS)
                .mapToObj(any -> gateway.rpcs(stage.token()))
                .toList();
        this.set = set;
        this.stage = stage;
    }

    @Override
    public Future<?> ask(long number) {
        LoadSet part = set.part(number);
        long next = sent.getAndIncrement();
        Call call = new Call(Caller.ANONYMOUS, Deadline.in(Limits.DEFAULT_DEADLINE, clock), run + "-" + next, trace);
        RpcClient client = clients.get((int) (next % CLIENTS));
        return call(client, part.rpc(), call, part.request(stage, number));
    }

    @SuppressWarnings("unchecked") // a set's request is of its rpc's type
    private static <Q extends Message, R extends Message> Future<R> call(
            RpcClient client, Rpc<?, Q, R> rpc, Call call, Message request) {
        return client.call(rpc, call, (Q) request);
    }
}
