package dev.shippy.runtime.nats;

import dev.shippy.contracts.EventStream;
import dev.shippy.contracts.Headers;
import dev.shippy.contracts.ServiceException;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.MessageDeleteRequest;
import io.nats.client.api.PurgeResponse;
import io.nats.client.api.StreamInfo;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An operator's view of streams, over one connection. */
final class NatsStreamOperator implements StreamOperator {

    private static final byte[] NOTHING = new byte[0];

    private final NatsLink link;
    private final StreamApi api;
    private final StreamPublisher publisher;
    private final Duration patience;
    private final Duration awayLimit;

    /**
     * @param patience how long each method waits for JetStream
     * @param awayLimit how long a reader waits for a server that goes away
     */
    NatsStreamOperator(Vertx vertx, NatsLink link, Duration patience, Duration awayLimit) {
        this.link = link;
        this.api = new StreamApi(link);
        this.publisher = new StreamPublisher(vertx, link);
        this.patience = patience;
        this.awayLimit = awayLimit;
    }

    @Override
    public StreamState state(EventStream stream) throws InterruptedException {
        try {
            var state = new StreamInfo(api.ask(stream, "STREAM.INFO", "", NOTHING, patience)).getStreamState();
            return new StreamState(
                    state.getMsgCount(), state.getByteCount(), state.getFirstSequence(), state.getLastSequence());
        } catch (JetStreamApiException failure) {
            throw JetStreamErrors.translate(link, failure);
        }
    }

    @Override
    public Optional<StoredMessage> read(EventStream stream, long sequence) throws InterruptedException {
        return api.read(stream, sequence, patience);
    }

    @Override
    public StreamReader open(StreamSelection selection) throws InterruptedException {
        long last = state(selection.stream()).lastSequence();
        try {
            return new OrderedReader(selection, last, new OrderedDeliveries(link, api, selection, patience, awayLimit));
        } catch (JetStreamApiException failure) {
            throw JetStreamErrors.translate(link, failure);
        }
    }

    @Override
    public StreamSelection newest(StreamSelection selection, long count) throws InterruptedException {
        StreamState state = state(selection.stream());
        long later = selection.until().isEmpty()
                ? 0
                : pending(StreamSelection.of(selection.stream())
                        .subject(selection.subject())
                        .since(selection.until().get().plusNanos(1)));
        long low = Math.max(selection.fromSequence(), state.firstSequence());
        long high = Math.max(low, state.lastSequence() + 1);
        // The later the beginning, the fewer there are.
        while (low < high) {
            long middle = low + (high - low) / 2;
            if (pending(selection.from(middle)) - later > count) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return selection.from(low);
    }

    @Override
    public Future<Void> redeliver(StoredMessage message, String id) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(Headers.MESSAGE_ID, id);
        DeadLetters.copy(message.headers(), headers);
        return publish(headers, message.body())
                .recover(failure -> Future.failedFuture(
                        link.lastViolation().isEmpty() ? failure : JetStreamErrors.refused(link, failure)));
    }

    @Override
    public boolean deleteDeadLetter(long sequence) throws InterruptedException {
        try {
            byte[] request = new MessageDeleteRequest(sequence, true).serialize();
            var unused = api.ask(EventStream.DEAD_LETTERS, "STREAM.MSG.DELETE", "", request, patience);
            return true;
        } catch (JetStreamApiException failure) {
            // For what is not there, servers have several errors.
            if (read(EventStream.DEAD_LETTERS, sequence).isEmpty()) {
                return false;
            }
            throw JetStreamErrors.translate(link, failure);
        }
    }

    @Override
    public long purgeDeadLetters() throws InterruptedException {
        try {
            return new PurgeResponse(api.ask(EventStream.DEAD_LETTERS, "STREAM.PURGE", "", NOTHING, patience))
                    .getPurged();
        } catch (JetStreamApiException failure) {
            throw JetStreamErrors.translate(link, failure);
        }
    }

    private Future<Void> publish(Map<String, String> headers, byte[] body) {
        try {
            return publisher.publish(EventStream.REDELIVER, EventStream.REDELIVER.subject(), headers, body);
        } catch (IllegalArgumentException tooLarge) { // with its new headers
            return Future.failedFuture(ServiceException.failedPrecondition(
                    "The message is too large to be sent once more: it has " + body.length + " bytes"));
        }
    }

    private long pending(StreamSelection selection) throws InterruptedException {
        try {
            ReadingConsumer probe = ReadingConsumer.create(api, selection, patience);
            probe.delete(link);
            return probe.pending();
        } catch (JetStreamApiException failure) {
            throw JetStreamErrors.translate(link, failure);
        }
    }
}
