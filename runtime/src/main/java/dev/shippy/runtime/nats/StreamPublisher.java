package dev.shippy.runtime.nats;

import dev.shippy.contracts.CloudEvents;
import dev.shippy.contracts.EventMessage;
import dev.shippy.contracts.EventStream;
import dev.shippy.contracts.Headers;
import dev.shippy.contracts.ServiceException;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.api.PublishAck;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Publishes into streams; what the stream has acknowledged is published. Results arrive on the calling context. */
final class StreamPublisher implements EventPublisher {

    private static final Duration ACK_LIMIT = Duration.ofSeconds(3);
    /** Our own timer ends the wait; jnats' is coarse and only cleans up. */
    private static final Duration JNATS_GRACE = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final NatsLink link;

    StreamPublisher(Vertx vertx, NatsLink link) {
        this.vertx = vertx;
        this.link = link;
    }

    @Override
    public Future<Void> publish(EventMessage event) {
        return publish(
                EventStream.EVENTS,
                event.event().subject(),
                CloudEvents.headers(event),
                event.body().toByteArray());
    }

    /** Publishes to a subject of the stream; refused when the stream of that subject is another one. */
    Future<Void> publish(EventStream stream, String subject, Map<String, String> headers, byte[] body) {
        if (!link.isWritable()) {
            return Future.failedFuture(ServiceException.unavailable("NATS is not connected", null));
        }
        io.nats.client.impl.Headers sent = new io.nats.client.impl.Headers();
        headers.forEach(sent::put);
        sent.put(Headers.EXPECTED_STREAM, stream.name());
        Context context = vertx.getOrCreateContext();
        CompletableFuture<Message> reply;
        try {
            reply = link.request(subject, sent, body, ACK_LIMIT.plus(JNATS_GRACE));
        } catch (IllegalStateException notSent) { // closed, draining, or disconnected this moment
            return Future.failedFuture(ServiceException.unavailable("NATS is not connected", notSent));
        }
        return Future.fromCompletionStage(reply, context)
                .timeout(ACK_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .onComplete(done -> reply.cancel(false))
                .compose(StreamPublisher::acknowledged)
                .recover(failure -> Future.failedFuture(unavailable(stream, subject, failure)))
                .mapEmpty();
    }

    private static Future<PublishAck> acknowledged(Message reply) {
        try {
            return Future.succeededFuture(new PublishAck(reply));
        } catch (IOException | JetStreamApiException refused) {
            return Future.failedFuture(refused);
        }
    }

    private ServiceException unavailable(EventStream stream, String subject, Throwable failure) {
        if (failure instanceof JetStreamApiException refused) {
            return ServiceException.unavailable(
                    "The stream " + stream + " does not take the message: " + refused.getErrorDescription(), refused);
        }
        String violation = link.lastViolation();
        if (violation.contains("\"" + subject + "\"")) {
            return ServiceException.unavailable("NATS refuses the user " + link.user() + ": " + violation, failure);
        }
        return ServiceException.unavailable("The stream " + stream + " " + EventPublisher.NOT_ACKNOWLEDGED, failure);
    }
}
