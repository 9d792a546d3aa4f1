package dev.shippy.runtime.nats;

import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.Headers;
import dev.shippy.contracts.Limits;
import dev.shippy.contracts.ServiceException;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the replies of one door, and turns failures into error headers, the only place that does. For all threads. */
final class Replies {

    private static final Logger log = LoggerFactory.getLogger(Replies.class);
    private static final long LOG_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final NatsLink link;
    private final String subject;
    private final Clock clock;
    private final AtomicLong loggedNanos = new AtomicLong(System.nanoTime() - LOG_EVERY_NANOS);

    Replies(NatsLink link, String subject, Clock clock) {
        this.link = link;
        this.subject = subject;
        this.clock = clock;
    }

    /** To be called by a dispatcher before it takes on a call. */
    void awaitRoom() {
        link.awaitRoom();
    }

    /** The bytes of a reply, which are bounded: a handler cuts its pages before. */
    byte[] encode(com.google.protobuf.Message reply) {
        byte[] body = reply.toByteArray();
        if (body.length > Limits.REPLY_BYTES) {
            throw new IllegalStateException("The reply has " + body.length + " bytes");
        }
        return body;
    }

    void send(String replyTo, byte[] body) {
        publish(replyTo, new io.nats.client.impl.Headers(), body);
    }

    void refuse(String replyTo, ServiceException failure) {
        io.nats.client.impl.Headers headers = new io.nats.client.impl.Headers();
        headers.put(Headers.ERROR, Bounds.headerSafe(failure.sentence()));
        headers.put(Headers.ERROR_CODE, String.valueOf(failure.code().number()));
        boolean notBegun = RefusedDeadline.isCauseOf(failure);
        if (notBegun || failure.code() == ErrorCode.DEADLINE_EXCEEDED) {
            headers.put(Headers.SERVER_TIME, String.valueOf(clock.millis()));
        }
        if (notBegun) {
            headers.put(Headers.CALL_BEGAN, "false");
        }
        publish(replyTo, headers, new byte[0]);
    }

    /** The failure as the caller may see it: what is not ours becomes INTERNAL with an id that the log has too. */
    ServiceException translate(Throwable cause) {
        if (cause instanceof ServiceException failure) {
            logSeldom(failure);
            return failure;
        }
        String id = UUID.randomUUID().toString().substring(0, 8);
        log.error("{} failed ({})", subject, id, cause);
        return new ServiceException(ErrorCode.INTERNAL, "The service failed; its log has the cause under " + id, cause);
    }

    /** An outage fails thousands of calls for one reason: a line a second tells it. */
    private void logSeldom(ServiceException failure) {
        if (failure.code() != ErrorCode.UNAVAILABLE) {
            return;
        }
        long now = System.nanoTime();
        long last = loggedNanos.get();
        if (now - last >= LOG_EVERY_NANOS && loggedNanos.compareAndSet(last, now)) {
            Throwable cause = failure.getCause();
            log.warn("{}: {}{}", subject, failure.sentence(), cause == null ? "" : " (" + cause + ")");
        }
    }

    private void publish(String replyTo, io.nats.client.impl.Headers headers, byte[] body) {
        if (!link.isWritable()) {
            log.debug("No reply to {}: NATS is not connected", subject);
            return;
        }
        try {
            link.publish(replyTo, null, headers, body);
        } catch (IllegalStateException | IllegalArgumentException lost) {
            log.debug("No reply to {}", subject, lost);
        }
    }
}
