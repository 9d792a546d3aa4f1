package dev.shippy.runtime.nats;

import com.google.protobuf.Message;
import dev.shippy.contracts.Call;
import dev.shippy.contracts.Rpc;
import io.vertx.core.Future;

/** Calls rpcs. Safe for all threads; a result arrives on the context that called. */
@FunctionalInterface
public interface RpcClient {

    /**
     * Sends one request and waits for its reply, at most until the call's deadline, whatever the broker does.
     *
     * @return the reply, or a failure that is always a {@link dev.shippy.contracts.ServiceException}: the service's own;
     *     UNAVAILABLE when nobody serves the subject or NATS is not connected; DEADLINE_EXCEEDED when no reply came in time,
     *     that is, when it is unknown whether the call was executed
     */
    <Q extends Message, R extends Message> Future<R> call(Rpc<?, Q, R> rpc, Call call, Q request);
}
