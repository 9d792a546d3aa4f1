package dev.shippy.runtime.nats;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.shippy.contracts.Call;
import dev.shippy.contracts.Deadline;
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
import java.util.regex.Pattern;

/** Calls through one kind of door over one connection. A deadline that the service's clock refuses is corrected, see {@link ServerClocks}. */
final class NatsRpcClient implements RpcClient {

    /** Our own timer ends a call; jnats' is coarse and only cleans up. */
    private static final Duration JNATS_GRACE = Duration.ofSeconds(1);

    /** Two instances may have different clocks. */
    private static final int CORRECTIONS = 2;

    private static final Pattern TIME = Pattern.compile("[0-9]{1,15}");

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
        byte[] body = request.toByteArray();
        return body.length > Limits.REQUEST_BYTES
                ? Future.failedFuture(Bounds.tooLarge(body.length))
                : attempt(rpc, call, body, CORRECTIONS);
    }

    /** @param corrections how often a refused deadline may still be corrected */
    private <R extends com.google.protobuf.Message> Future<R> attempt(
            Rpc<?, ?, R> rpc, Call call, byte[] body, int corrections) {
        long left = call.deadline().remaining(clock).toMillis();
        if (left == 0) {
            return Future.failedFuture(
                    ServiceException.deadlineExceeded("The deadline passed before " + rpc + " was asked"));
        }
        if (!link.isWritable()) {
            return Future.failedFuture(ServiceException.unavailable("NATS is not connected", null));
        }
        if (pending.get() >= MAX_PENDING) {
            return Future.failedFuture(ServiceException.tooBusy("Too many calls wait for " + rpc.service()));
        }
        long sent = clock.millis();
        return send(rpc, call, body, left)
                .transform(done -> done.succeeded()
                        ? answered(rpc, call, body, corrections, sent, done.result())
                        : fail(rpc, done.cause()));
    }

    private Future<Message> send(Rpc<?, ?, ?> rpc, Call call, byte[] body, long left) {
        Context context = vertx.getOrCreateContext();
        CompletableFuture<Message> reply;
        try {
            // Without a time limit of its own, jnats ends a request at its next cleanup, after some 250 ms.
            reply = link.request(
                    rpc.subject(door),
                    headers(rpc, call),
                    body,
                    Duration.ofMillis(left).plus(JNATS_GRACE));
        } catch (IllegalStateException notSent) { // closed, draining, or disconnected this moment
            return Future.failedFuture(ServiceException.unavailable("NATS is not connected", notSent));
        } catch (IllegalArgumentException notAscii) { // a header's value, and all but the token are checked before
            return Future.failedFuture(ServiceException.unauthenticated("Invalid token: it is not a JWT"));
        }
        pending.incrementAndGet();
        return Future.fromCompletionStage(reply, context)
                .timeout(left, TimeUnit.MILLISECONDS)
                .onComplete(done -> forget(reply));
    }

    private <R extends com.google.protobuf.Message> Future<R> answered(
            Rpc<?, ?, R> rpc, Call call, byte[] body, int corrections, long sent, Message reply) {
        String server = header(reply, Headers.SERVER_TIME);
        if (!header(reply, Headers.CALL_BEGAN).equals("false")
                || !TIME.matcher(server).matches()) {
            return read(rpc, reply);
        }
        long received = clock.millis();
        boolean learnt = link.clocks().learn(rpc.service(), sent, received, Long.parseLong(server));
        // The call was not started, so the same request may go out again.
        if (learnt && corrections > 0) {
            return attempt(rpc, call, body, corrections - 1);
        }
        ServiceException refusal = refusal(reply);
        return Future.failedFuture(new ServiceException(
                refusal.code(), refusal.sentence() + "; the time here is " + RefusedDeadline.time(received)));
    }

    private void forget(CompletableFuture<Message> reply) {
        pending.decrementAndGet();
        reply.cancel(false);
    }

    private io.nats.client.impl.Headers headers(Rpc<?, ?, ?> rpc, Call call) {
        io.nats.client.impl.Headers headers = new io.nats.client.impl.Headers();
        Deadline deadline = link.clocks().there(rpc.service(), call.deadline());
        headers.put(Headers.DEADLINE, String.valueOf(deadline.unixMillis()));
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
        if (!header(reply, Headers.ERROR_CODE).isEmpty()) {
            return Future.failedFuture(refusal(reply));
        }
        try {
            return Future.succeededFuture(rpc.parseResponse(reply.getData()));
        } catch (InvalidProtocolBufferException notOurs) {
            return Future.failedFuture(
                    new ServiceException(ErrorCode.INTERNAL, "The reply of " + rpc + " cannot be read", notOurs));
        }
    }

    private static ServiceException refusal(Message reply) {
        return Bounds.fromHeaders(header(reply, Headers.ERROR_CODE), header(reply, Headers.ERROR));
    }

    private static String header(Message message, String name) {
        String value = message.hasHeaders() ? message.getHeaders().getFirst(name) : null;
        return value == null ? "" : value;
    }

    private static <R> Future<R> fail(Rpc<?, ?, ?> rpc, Throwable failure) {
        if (failure instanceof ServiceException notSent) {
            return Future.failedFuture(notSent);
        }
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
