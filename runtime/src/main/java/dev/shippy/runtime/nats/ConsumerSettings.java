package dev.shippy.runtime.nats;

import dev.shippy.contracts.EventConsumer;
import dev.shippy.runtime.Durations;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.ReplayPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a durable consumer has to be like, and in what one on a server differs. */
final class ConsumerSettings {

    private ConsumerSettings() {}

    static ConsumerConfiguration of(EventConsumer consumer) {
        return wanted(
                ConsumerConfiguration.builder().durable(consumer.name()).deliverPolicy(DeliverPolicy.All), consumer);
    }

    /** What is on the server, with all that can be changed as it has to be. */
    static ConsumerConfiguration changed(ConsumerConfiguration found, EventConsumer consumer) {
        return wanted(ConsumerConfiguration.builder(found), consumer);
    }

    static List<Difference> differences(ConsumerConfiguration is, EventConsumer consumer) {
        List<Difference> differences = new ArrayList<>();
        if (is.getDeliverSubject() != null) {
            differences.add(Difference.unsafe("deliver_subject", is.getDeliverSubject(), "none: it is pulled from"));
        }
        if (is.getDeliverPolicy() != DeliverPolicy.All) {
            differences.add(Difference.unsafe("deliver_policy", is.getDeliverPolicy(), DeliverPolicy.All));
        }
        if (is.getAckPolicy() != AckPolicy.Explicit) {
            differences.add(Difference.unsafe("ack_policy", is.getAckPolicy(), AckPolicy.Explicit));
        }
        if (is.getReplayPolicy() != ReplayPolicy.Instant) {
            differences.add(Difference.unsafe("replay_policy", is.getReplayPolicy(), ReplayPolicy.Instant));
        }
        if (is.getFilterSubjects() != null && !is.getFilterSubjects().isEmpty()) {
            differences.add(Difference.unsafe("filter_subject", is.getFilterSubjects(), "none"));
        }
        if (is.isHeadersOnly()) {
            differences.add(Difference.unsafe("headers_only", true, false));
        }
        if (!is.getBackoff().isEmpty()) {
            differences.add(Difference.safe("backoff", is.getBackoff(), "none"));
        }
        if (!consumer.ackWait().equals(is.getAckWait())) {
            differences.add(Difference.safe("ack_wait", shown(is.getAckWait()), shown(consumer.ackWait())));
        }
        if (is.getMaxDeliver() != consumer.maxDeliver()) {
            differences.add(Difference.safe("max_deliver", is.getMaxDeliver(), consumer.maxDeliver()));
        }
        if (is.getMaxAckPending() != consumer.maxAckPending()) {
            differences.add(Difference.safe("max_ack_pending", is.getMaxAckPending(), consumer.maxAckPending()));
        }
        return differences;
    }

    private static ConsumerConfiguration wanted(ConsumerConfiguration.Builder builder, EventConsumer consumer) {
        return builder.ackPolicy(AckPolicy.Explicit)
                .ackWait(consumer.ackWait())
                .maxDeliver(consumer.maxDeliver())
                .maxAckPending(consumer.maxAckPending())
                .backoff(new Duration[0])
                .build();
    }

    private static String shown(Duration duration) {
        return duration == null ? "none" : Durations.format(duration);
    }
}
