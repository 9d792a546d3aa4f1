package dev.shippy.runtime.nats;

import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.EventConsumer;
import dev.shippy.contracts.EventStream;
import dev.shippy.contracts.ServiceException;
import dev.shippy.runtime.ProvisioningStep;
import dev.shippy.runtime.ProvisioningStep.Result;
import dev.shippy.runtime.Waiting;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamOptions;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.StreamInfo;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes the streams and durable consumers that services use, with the operator's rights. What is there already is left as it
 * is, changed where that loses nothing, and refused with a sentence otherwise; nothing is ever deleted. To be repeated freely,
 * also by several at once.
 */
public final class Provisioning {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);

    private final JetStreamManagement management;
    private final List<ProvisioningStep> steps = new ArrayList<>();

    private Provisioning(NatsLink link) throws IOException {
        this.management = link.connection()
                .jetStreamManagement(
                        JetStreamOptions.builder().requestTimeout(ANSWER_LIMIT).build());
    }

    /**
     * Provisions through an own connection.
     *
     * @param operatorUrl {@code nats://operator:password@host:port}
     * @param limit how long to wait for NATS and JetStream
     * @return every step, or a {@link ServiceException}: FAILED_PRECONDITION when something cannot be made right,
     *     PERMISSION_DENIED when the user may not do this, UNAVAILABLE when nobody answers
     */
    public static Future<List<ProvisioningStep>> run(Vertx vertx, String operatorUrl, Duration limit) {
        return NatsClient.connect(vertx, operatorUrl, limit)
                .compose(client -> client.provision(limit).eventually(client::close));
    }

    static Future<List<ProvisioningStep>> run(Vertx vertx, NatsLink link, Duration limit) {
        return Waiting.until(vertx, "JetStream", limit, () -> vertx.executeBlocking(() -> attempt(link), false))
                .map(Provisioning::orElseThrow);
    }

    private record Attempt(
            List<ProvisioningStep> steps, @Nullable ServiceException refusal) {}

    /** What waiting does not help against is a result. */
    private static Attempt attempt(NatsLink link) throws IOException {
        Provisioning provisioning = new Provisioning(link);
        try {
            for (EventStream stream : EventStream.values()) {
                provisioning.stream(stream);
            }
            for (EventConsumer consumer : EventConsumer.all()) {
                provisioning.consumer(consumer);
            }
            return new Attempt(List.copyOf(provisioning.steps), null);
        } catch (IOException | JetStreamApiException | ServiceException failure) {
            ServiceException refusal = JetStreamErrors.translate(link, failure);
            if (refusal.code() == ErrorCode.UNAVAILABLE) {
                throw refusal;
            }
            return new Attempt(List.of(), refusal);
        }
    }

    private static List<ProvisioningStep> orElseThrow(Attempt attempt) {
        if (attempt.refusal() != null) {
            throw attempt.refusal();
        }
        return attempt.steps();
    }

    private void stream(EventStream stream) throws IOException, JetStreamApiException {
        StreamInfo found = find(stream);
        if (found == null) {
            check(
                    "stream " + stream,
                    StreamSettings.differences(management.addStream(StreamSettings.of(stream)), stream));
            steps.add(new ProvisioningStep(stream.name(), Result.MADE, ""));
            return;
        }
        List<Difference> differences = StreamSettings.differences(found, stream);
        requireSafe("stream " + stream, differences);
        if (!differences.isEmpty()) {
            StreamInfo changed = management.updateStream(StreamSettings.changed(found.getConfiguration(), stream));
            check("stream " + stream, StreamSettings.differences(changed, stream));
        }
        steps.add(done(stream.name(), differences));
    }

    private void consumer(EventConsumer consumer) throws IOException, JetStreamApiException {
        String stream = consumer.stream().name();
        String name = stream + " " + consumer.name();
        ConsumerConfiguration found = find(consumer);
        if (found == null) {
            check(
                    "consumer " + name,
                    ConsumerSettings.differences(
                            management
                                    .addOrUpdateConsumer(stream, ConsumerSettings.of(consumer))
                                    .getConsumerConfiguration(),
                            consumer));
            steps.add(new ProvisioningStep(name, Result.MADE, ""));
            return;
        }
        List<Difference> differences = ConsumerSettings.differences(found, consumer);
        requireSafe("consumer " + name, differences);
        if (!differences.isEmpty()) {
            ConsumerConfiguration changed = management
                    .addOrUpdateConsumer(stream, ConsumerSettings.changed(found, consumer))
                    .getConsumerConfiguration();
            check("consumer " + name, ConsumerSettings.differences(changed, consumer));
        }
        steps.add(done(name, differences));
    }

    private @Nullable StreamInfo find(EventStream stream) throws IOException, JetStreamApiException {
        try {
            return management.getStreamInfo(stream.name());
        } catch (JetStreamApiException failure) {
            if (JetStreamErrors.isMissing(failure)) {
                return null;
            }
            throw failure;
        }
    }

    private @Nullable ConsumerConfiguration find(EventConsumer consumer) throws IOException, JetStreamApiException {
        try {
            return management
                    .getConsumerInfo(consumer.stream().name(), consumer.name())
                    .getConsumerConfiguration();
        } catch (JetStreamApiException failure) {
            if (JetStreamErrors.isMissing(failure)) {
                return null;
            }
            throw failure;
        }
    }

    private static ProvisioningStep done(String name, List<Difference> differences) {
        return differences.isEmpty()
                ? new ProvisioningStep(name, Result.RIGHT_ALREADY, "")
                : new ProvisioningStep(name, Result.CHANGED, shown(differences));
    }

    private static void requireSafe(String what, List<Difference> differences) {
        List<Difference> unsafe =
                differences.stream().filter(difference -> !difference.safe()).toList();
        if (!unsafe.isEmpty()) {
            throw ServiceException.failedPrecondition("The " + what + " is there already, and its " + shown(unsafe)
                    + "; that cannot be changed without losing messages, so it is left as it is: move it out of the way"
                    + " yourself, then provision again");
        }
    }

    /** The server's word on what it made: older ones drop silently what they do not know. */
    private static void check(String what, List<Difference> differences) {
        if (!differences.isEmpty()) {
            throw ServiceException.failedPrecondition(
                    "The server did not make the " + what + " as asked: its " + shown(differences));
        }
    }

    private static String shown(List<Difference> differences) {
        return differences.stream().map(Difference::toString).collect(Collectors.joining(", its "));
    }
}
