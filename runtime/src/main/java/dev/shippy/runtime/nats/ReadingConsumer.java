package dev.shippy.runtime.nats;

import dev.shippy.contracts.EventStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerCreateRequest;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.DeliverPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * A consumer of a stream for one reader: pulled from, nothing acknowledged, forgotten by the server soon after its reader is
 * gone. An operator may have no other: flow control of a pushing one would be a publish that is not permitted.
 *
 * @param pending how many messages it had to deliver when it was made
 */
record ReadingConsumer(EventStream stream, String name, long pending) {

    private static final byte[] NOTHING = new byte[0];
    private static final Duration FORGOTTEN_AFTER = Duration.ofSeconds(30);

    /**
     * Makes one for the messages of the selection's subject from its beginning on, whatever its end. The server takes one
     * beginning only, so a sequence other than 1 is before a time.
     */
    static ReadingConsumer create(StreamApi api, StreamSelection selection, Duration limit)
            throws InterruptedException, JetStreamApiException {
        String name = "read-" + UUID.randomUUID();
        ConsumerConfiguration.Builder configuration = ConsumerConfiguration.builder()
                .name(name)
                .ackPolicy(AckPolicy.None)
                .memStorage(true)
                .numReplicas(1)
                .inactiveThreshold(FORGOTTEN_AFTER);
        // The policy has to be said with its start, or the server refuses the one that it takes for the policy.
        if (selection.since().isPresent() && selection.fromSequence() <= 1) {
            configuration
                    .deliverPolicy(DeliverPolicy.ByStartTime)
                    .startTime(selection.since().get().atZone(ZoneOffset.UTC));
        } else {
            configuration
                    .deliverPolicy(DeliverPolicy.ByStartSequence)
                    .startSequence(Math.max(1, selection.fromSequence()));
        }
        String filter = "";
        if (!selection.subject().isEmpty()) {
            configuration.filterSubject(selection.subject());
            filter = "." + selection.subject();
        }
        byte[] request = new ConsumerCreateRequest(selection.stream().name(), configuration.build())
                .toJson()
                .getBytes(StandardCharsets.UTF_8);
        ConsumerInfo made =
                new ConsumerInfo(api.ask(selection.stream(), "CONSUMER.CREATE", "." + name + filter, request, limit));
        return new ReadingConsumer(selection.stream(), name, made.getNumPending());
    }

    ConsumerInfo info(StreamApi api, Duration limit) throws InterruptedException, JetStreamApiException {
        return new ConsumerInfo(api.ask(stream, "CONSUMER.INFO", "." + name, NOTHING, limit));
    }

    /** Tells the server that it is not needed any more, and does not wait. */
    void delete(NatsLink link) {
        try {
            link.connection().publish(subject("CONSUMER.DELETE"), NOTHING);
        } catch (IllegalStateException notConnected) {
            return; // then the server forgets it by itself
        }
    }

    /** The subject of the API's verb about this consumer. */
    String subject(String verb) {
        return StreamApi.subject(stream, verb, "." + name);
    }
}
