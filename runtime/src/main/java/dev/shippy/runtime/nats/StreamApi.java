package dev.shippy.runtime.nats;

import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.EventStream;
import dev.shippy.contracts.ServiceException;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.api.MessageGetRequest;
import io.nats.client.api.SuccessApiResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks JetStream, and waits for the answer, for NATS' refusal, or for the end of the time; asks again when the server goes away
 * meanwhile, so all that is asked may be asked twice.
 */
final class StreamApi {

    private static final String PREFIX = "$JS.API.";
    private static final long ATTEMPT_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** How soon a refusal shows, which the server tells to the connection and not to who asked. */
    private static final long SLICE_MILLIS = 20;

    private final NatsLink link;
    private final String before;

    /** @param link whose refusals from now on are taken for those of what is asked here */
    StreamApi(NatsLink link) {
        this.link = link;
        this.before = link.lastViolation();
    }

    static String subject(EventStream stream, String verb, String suffix) {
        return PREFIX + verb + "." + stream + suffix;
    }

    /**
     * Asks about a stream.
     *
     * @param verb of the API, such as {@code STREAM.INFO}; the stream's name follows, then the suffix
     * @param limit how long to wait
     * @return the answer, which is no error
     * @throws JetStreamApiException the server's error, when the stream itself is there
     */
    Message ask(EventStream stream, String verb, String suffix, byte[] body, Duration limit)
            throws InterruptedException, JetStreamApiException {
        Message reply = ask(subject(stream, verb, suffix), body, System.nanoTime() + limit.toNanos());
        try {
            var unused = new SuccessApiResponse(reply).throwOnHasError();
            return reply;
        } catch (JetStreamApiException failure) {
            if (JetStreamErrors.isMissingStream(failure)) {
                throw new ServiceException(
                        ErrorCode.NOT_FOUND,
                        "The stream " + stream + " is not there; `shippy provision` makes it",
                        failure);
            }
            throw failure;
        }
    }

    /** A message by its sequence, if it is there; waits as {@link #ask} does. */
    Optional<StoredMessage> read(EventStream stream, long sequence, Duration limit) throws InterruptedException {
        try {
            byte[] request = MessageGetRequest.forSequence(sequence).serialize();
            return Optional.of(StoredMessages.answered(stream, ask(stream, "STREAM.MSG.GET", "", request, limit)));
        } catch (JetStreamApiException failure) {
            if (JetStreamErrors.isMissing(failure)) {
                return Optional.empty();
            }
            throw JetStreamErrors.translate(link, failure);
        }
    }

    /** @throws ServiceException PERMISSION_DENIED when NATS has refused something that was sent */
    void requireNotRefused() {
        if (!link.lastViolation().equals(before)) {
            throw JetStreamErrors.refused(link, null);
        }
    }

    private Message ask(String subject, byte[] body, long endNanos) throws InterruptedException {
        while (true) {
            long left = endNanos - System.nanoTime();
            try {
                return attempt(subject, body, Math.min(left, ATTEMPT_NANOS));
            } catch (ServiceException failure) {
                if (failure.code() != ErrorCode.UNAVAILABLE || System.nanoTime() - endNanos >= 0) {
                    throw failure;
                }
            }
            Thread.sleep(SLICE_MILLIS);
        }
    }

    private Message attempt(String subject, byte[] body, long nanos) throws InterruptedException {
        if (!link.isWritable()) {
            throw ServiceException.unavailable("NATS is not connected", null);
        }
        CompletableFuture<Message> reply;
        try {
            reply = link.request(subject, null, body, Duration.ofNanos(nanos + ATTEMPT_NANOS));
        } catch (IllegalStateException notSent) { // closed, draining, or disconnected this moment
            throw ServiceException.unavailable("NATS is not connected", notSent);
        }
        try {
            return await(reply, System.nanoTime() + nanos);
        } finally {
            reply.cancel(false);
        }
    }

    private Message await(CompletableFuture<Message> reply, long endNanos) throws InterruptedException {
        while (true) {
            try {
                return reply.get(SLICE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (ExecutionException | CancellationException failed) { // nobody answers, or the connection is lost
                throw ServiceException.unavailable("JetStream does not answer", failed);
            } catch (TimeoutException notYet) {
                requireNotRefused();
                if (System.nanoTime() - endNanos >= 0) {
                    throw ServiceException.unavailable("JetStream does not answer", notYet);
                }
            }
        }
    }
}
