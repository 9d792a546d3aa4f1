package dev.shippy.runtime.nats;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.shippy.contracts.Call;
import dev.shippy.contracts.Door;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.Headers;
import dev.shippy.contracts.Limits;
import dev.shippy.contracts.Rpc;
import dev.shippy.contracts.ServiceException;
import io.nats.client.JetStreamStatusException;
import io.nats.client.Message;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Calls through one kind of door over one connection. */
final class NatsRpcClient implements RpcClient {

    /** Our own timer ends a call; jnats' is coarse and only cleans up. */
    private static final Duration JNATS_GRACE = Duration.ofSeconds(1);

    private static final int MAX_PENDING = 4 * Limits.IN_FLIGHT;

    private final Vertx vertx;
    private final NatsLink link;
    private final Door door;
    private final String token;
    private final Clock clock;
    private final AtomicInteger pending = new AtomicInteger();

    /** With a token that goes to public doors, or an empty one. */
    NatsRpcClient(Vertx vertx, NatsLink link, Door door, String token, Clock clock) {
        this.vertx = vertx;
        this.link = link;
        this.door = door;
        this.token = token;
        this.clock = clock;
    }

    @Override
    public <Q extends com.google.protobuf.Message, R extends com.google.protobuf.Message> Future<R> call(
            Rpc<?, Q, R> rpc, Call call, Q request) {
        long left = call.deadline().remaining(clock).toMillis();
        if (left == 0) {
            return Future.failedFuture(
                    ServiceException.deadlineExceeded("The deadline passed before " + rpc + " was asked"));
        }
        byte[] body = request.toByteArray();
        if (body.length > Limits.REQUEST_BYTES) {
            return Future.failedFuture(Bounds.tooLarge(body.length));
        }
        if (!link.isWritable()) {
            return Future.failedFuture(ServiceException.unavailable("NATS is not connected", null));
        }
        if (pending.get() >= MAX_PENDING) {
            return Future.failedFuture(ServiceException.resourceExhausted("Too many calls wait for " + rpc.service()));
        }
        return send(rpc, call, body, left);
    }

    private <R extends com.google.protobuf.Message> Future<R> send(
            Rpc<?, ?, R> rpc, Call call, byte[] body, long left) {
        Context context = vertx.getOrCreateContext();
        CompletableFuture<Message> reply;
        try {
            // Without a time limit of its own, jnats ends a request at its next cleanup, after some 250 ms.
            reply = link.request(
                    rpc.subject(door),
                    headers(call),
                    body,
                    Duration.ofMillis(left).plus(JNATS_GRACE));
        } catch (IllegalStateException notSent) { // closed, draining, or disconnected this moment
            return Future.failedFuture(ServiceException.unavailable("NATS is not connected", notSent));
        } catch (IllegalArgumentException notAscii) { // a header's value, and all but the token are checked before
            return Future.failedFuture(ServiceException.unauthenticated("The token is not good: it is not a JWT"));
        }
        pending.incrementAndGet();
        return Future.fromCompletionStage(reply, context)
                .timeout(left, TimeUnit.MILLISECONDS)
                .onComplete(done -> forget(reply))
                .transform(done -> done.succeeded() ? read(rpc, done.result()) : fail(rpc, done.cause()));
    }

    private void forget(CompletableFuture<Message> reply) {
        pending.decrementAndGet();
        reply.cancel(false);
    }

    private io.nats.client.impl.Headers headers(Call call) {
        io.nats.client.impl.Headers headers = new io.nats.client.impl.Headers();
        headers.put(Headers.DEADLINE, String.valueOf(call.deadline().unixMillis()));
        headers.put(Headers.REQUEST_ID, call.requestId());
        headers.put(Headers.TRACE_PARENT, call.trace().child().parent());
        if (!call.trace().state().isEmpty()) {
            headers.put(Headers.TRACE_STATE, call.trace().state());
        }
        if (door == Door.INTERNAL && !call.caller().id().isEmpty()) {
            headers.put(Headers.CALLER, call.caller().id());
        }
        if (!token.isEmpty()) {
            headers.put(Headers.AUTHORIZATION, "Bearer " + token);
        }
        return headers;
    }

    private static <R extends com.google.protobuf.Message> Future<R> read(Rpc<?, ?, R> rpc, Message reply) {
        String number = header(reply, Headers.ERROR_CODE);
        if (!number.isEmpty()) {
            return Future.failedFuture(Bounds.fromHeaders(number, header(reply, Headers.ERROR)));
        }
        try {
            return Future.succeededFuture(rpc.parseResponse(reply.getData()));
        } catch (InvalidProtocolBufferException notOurs) {
            return Future.failedFuture(
                    new ServiceException(ErrorCode.INTERNAL, "The reply of " + rpc + " cannot be read", notOurs));
        }
    }

    private static String header(Message message, String name) {
        String value = message.hasHeaders() ? message.getHeaders().getFirst(name) : null;
        return value == null ? "" : value;
    }

    private static <R> Future<R> fail(Rpc<?, ?, ?> rpc, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof JetStreamStatusException) {
            return Future.failedFuture(
                    ServiceException.unavailable("No " + rpc.service() + " service is running", cause));
        }
        if (cause instanceof TimeoutException) {
            return Future.failedFuture(
                    ServiceException.deadlineExceeded(rpc + " did not answer in time; whether it was done is unknown"));
        }
        return Future.failedFuture(ServiceException.unavailable("The connection to NATS was lost", cause));
    }
}
