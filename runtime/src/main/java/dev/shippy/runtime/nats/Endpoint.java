package dev.shippy.runtime.nats;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.shippy.contracts.Access;
import dev.shippy.contracts.Call;
import dev.shippy.contracts.Caller;
import dev.shippy.contracts.Door;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.Limits;
import dev.shippy.contracts.NatsUsers;
import dev.shippy.contracts.Rpc;
import dev.shippy.contracts.ServiceException;
import dev.shippy.runtime.token.Authenticator;
import io.nats.client.Message;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One door of one rpc, from the message to its reply. {@link #onMessage} runs on the connection's dispatcher and refuses what
 * needs no thought; everything else runs on the service's context.
 */
final class Endpoint<S, Q extends com.google.protobuf.Message, R extends com.google.protobuf.Message> {

    /** Answers that say nothing of how long work takes: nothing was done, or something that is needed is away. */
    private static final Set<ErrorCode> NO_WORK = EnumSet.of(
            ErrorCode.INVALID_ARGUMENT,
            ErrorCode.UNAUTHENTICATED,
            ErrorCode.PERMISSION_DENIED,
            ErrorCode.RESOURCE_EXHAUSTED,
            ErrorCode.UNAVAILABLE,
            ErrorCode.DEADLINE_EXCEEDED);

    private final Rpc<S, Q, R> rpc;
    private final Door door;
    private final S implementation;
    private final Authenticator authenticator;
    private final Context context;
    private final Clock clock;
    private final Admission admission;
    private final ReplyGuard guard;
    private final Replies replies;
    private final EndpointStatistics statistics = new EndpointStatistics();

    Endpoint(
            Rpc<S, Q, R> rpc,
            Door door,
            S implementation,
            Authenticator authenticator,
            Context context,
            Clock clock,
            InFlight inFlight,
            NatsLink link) {
        this.rpc = rpc;
        this.door = door;
        this.implementation = implementation;
        this.authenticator = authenticator;
        this.context = context;
        this.clock = clock;
        // Services among themselves: who is refused a Reserve does not know how a booking ends.
        this.admission = new Admission(inFlight, door == Door.PUBLIC);
        this.guard = new ReplyGuard(rpc.subject(door), NatsUsers.inboxPrefixes(rpc, door));
        this.replies = new Replies(link, rpc.subject(door), clock);
    }

    String name() {
        return rpc.name();
    }

    String subject() {
        return rpc.subject(door);
    }

    /** The messages that the endpoint takes and gives, by their names in the .proto files. */
    JsonObject metadata() {
        return new JsonObject()
                .put("request", rpc.requestPrototype().getDescriptorForType().getFullName())
                .put("response", rpc.responsePrototype().getDescriptorForType().getFullName());
    }

    EndpointStatistics statistics() {
        return statistics;
    }

    /** Takes a message from the dispatcher's thread. */
    void onMessage(Message message) {
        if (guard.admits(message.getReplyTo())) {
            take(door == Door.PUBLIC ? Request.carried(message) : Request.plain(message));
        }
    }

    private void take(Request request) {
        long arrived = System.nanoTime();
        long arrivedMillis = clock.millis();
        replies.awaitRoom();
        if (request.size() > Limits.REQUEST_BYTES) {
            // Here and now: large bodies must not pile up while they wait for the context.
            refuse(request.replyTo(), arrived, Bounds.tooLarge(request.size()));
            return;
        }
        if (!admission.tryEnter(request.size())) {
            refuse(request.replyTo(), arrived, ServiceException.tooBusy("The service has too many calls in flight"));
            return;
        }
        context.runOnContext(ready -> Future.succeededFuture(request)
                .compose(taken -> answer(taken, arrivedMillis))
                .onComplete(done -> finish(request, arrived, done)));
    }

    private Future<byte[]> answer(Request request, long arrivedMillis) {
        RequestHeaders headers = request.headers();
        Call call = headers.call(clock, arrivedMillis);
        requireTime(call);
        return identify(headers)
                .compose(caller -> serve(call.withCaller(caller), request))
                .map(replies::encode)
                .timeout(Math.max(1, call.deadline().remaining(clock).toMillis()), TimeUnit.MILLISECONDS);
    }

    private Future<Caller> identify(RequestHeaders headers) {
        if (door == Door.INTERNAL) {
            return Future.succeededFuture(headers.caller());
        }
        if (!rpc.access().needsToken()) {
            return Future.succeededFuture(Caller.ANONYMOUS);
        }
        String token = headers.token();
        if (token.isEmpty()) {
            throw ServiceException.unauthenticated("A token is needed: log in first");
        }
        return authenticator.authenticate(token);
    }

    private Future<R> serve(Call call, Request received) {
        Q request = parse(received);
        authorise(call.caller(), request);
        requireTime(call);
        return rpc.call(implementation, call, request);
    }

    private Q parse(Request received) {
        try {
            return received.parse(rpc);
        } catch (InvalidProtocolBufferException malformed) {
            throw ServiceException.invalidArgument("The body is not a "
                    + rpc.requestPrototype().getDescriptorForType().getFullName());
        }
    }

    private void authorise(Caller caller, Q request) {
        if (door == Door.INTERNAL || caller.isAdmin()) {
            return;
        }
        Access access = rpc.access();
        if (access == Access.ADMIN) {
            throw ServiceException.permissionDenied("Only admins may call " + rpc);
        }
        if (access == Access.SELF_OR_ADMIN && !caller.isUser(rpc.target(request))) {
            throw ServiceException.permissionDenied("Only the user itself and admins may call " + rpc);
        }
    }

    private void requireTime(Call call) {
        if (call.deadline().isPast(clock)) {
            throw RefusedDeadline.past(call.deadline(), clock);
        }
    }

    private void finish(Request request, long arrived, AsyncResult<byte[]> done) {
        long took = System.nanoTime() - arrived;
        @Nullable ServiceException failure = done.succeeded() ? null : failure(done.cause());
        if (failure == null || !NO_WORK.contains(failure.code())) {
            admission.answered(took, arrived + took);
        }
        admission.leave(request.size());
        if (failure == null) {
            // Before the reply goes out: its receiver may ask for the figures next.
            statistics.record(took, null);
            replies.send(request.replyTo(), done.result());
        } else {
            refuse(request.replyTo(), arrived, failure);
        }
    }

    private ServiceException failure(Throwable cause) {
        return cause instanceof TimeoutException
                ? ServiceException.deadlineExceeded(rpc + " was not finished in time; whether it was done is unknown")
                : replies.translate(cause);
    }

    private void refuse(String replyTo, long arrived, ServiceException failure) {
        statistics.record(System.nanoTime() - arrived, failure);
        replies.refuse(replyTo, failure);
    }
}
