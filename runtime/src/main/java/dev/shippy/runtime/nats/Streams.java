package dev.shippy.runtime.nats;

import dev.shippy.contracts.EventConsumer;
import dev.shippy.contracts.EventStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamOptions;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.StreamInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a service does with streams that others made; every method waits for the server, at most 3 s. */
final class Streams {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);

    private final NatsLink link;

    Streams(NatsLink link) {
        this.link = link;
    }

    /** Whether the stream is there. @throws IllegalStateException when it has other settings than it has to have */
    boolean has(EventStream stream) {
        Optional<StreamInfo> found = find(stream);
        found.ifPresent(info -> require("stream " + stream, StreamSettings.differences(info, stream)));
        return found.isPresent();
    }

    private Optional<StreamInfo> find(EventStream stream) {
        try {
            return Optional.of(management().getStreamInfo(stream.name()));
        } catch (JetStreamApiException failure) {
            if (JetStreamErrors.isMissing(failure)) {
                return Optional.empty();
            }
            throw JetStreamErrors.translate(link, failure);
        } catch (IOException | IllegalStateException failure) { // the latter while it is not connected
            throw JetStreamErrors.translate(link, failure);
        }
    }

    /** That the consumer is there. @throws IllegalStateException when it has other settings than it has to have */
    void check(EventConsumer consumer) {
        try {
            ConsumerInfo info = management().getConsumerInfo(consumer.stream().name(), consumer.name());
            require(
                    "consumer " + consumer.stream() + " " + consumer.name(),
                    ConsumerSettings.differences(info.getConsumerConfiguration(), consumer));
        } catch (IOException | JetStreamApiException failure) {
            throw JetStreamErrors.translate(link, failure);
        }
    }

    /** How many messages it holds. */
    long messages(EventStream stream) {
        try {
            return management().getStreamInfo(stream.name()).getStreamState().getMsgCount();
        } catch (IOException | JetStreamApiException failure) {
            throw JetStreamErrors.translate(link, failure);
        }
    }

    /** Messages that the consumer has not done: not delivered yet, or delivered and not acknowledged. */
    long waiting(EventConsumer consumer) {
        try {
            ConsumerInfo info = management().getConsumerInfo(consumer.stream().name(), consumer.name());
            return info.getNumPending() + info.getNumAckPending();
        } catch (IOException | JetStreamApiException | IllegalStateException failure) {
            throw JetStreamErrors.translate(link, failure);
        }
    }

    Optional<StoredMessage> read(EventStream stream, long sequence) throws InterruptedException {
        return new StreamApi(link).read(stream, sequence, ANSWER_LIMIT);
    }

    private JetStreamManagement management() throws IOException {
        return link.connection().jetStreamManagement(options());
    }

    private static JetStreamOptions options() {
        return JetStreamOptions.builder().requestTimeout(ANSWER_LIMIT).build();
    }

    private static void require(String what, List<Difference> differences) {
        if (!differences.isEmpty()) {
            throw new IllegalStateException("The " + what + " is not as it has to be: its "
                    + differences.stream().map(Difference::toString).collect(Collectors.joining(", its "))
                    + "; `shippy provision` puts right what can be");
        }
    }
}
