package dev.shippy.email;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.shippy.contracts.CloudEvents;
import dev.shippy.contracts.EventMessage;
import dev.shippy.contracts.NatsUser;
import dev.shippy.embedded.EmbeddedNats;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What other services, an operator and people with bad intentions put into streams. */
final class RawNats implements AutoCloseable {

    private final EmbeddedNats server;
    private final Map<String, Connection> connections = new HashMap<>();
    private final JetStreamManagement management;

    RawNats(EmbeddedNats server) {
        this.server = server;
        try {
            this.management = connection("operator").jetStreamManagement();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** As its service tells it. @return its sequence in EVENTS */
    @CanIgnoreReturnValue
    long tell(EventMessage event) {
        return publish(
                event.event().service(),
                event.event().subject(),
                CloudEvents.headers(event),
                event.body().toByteArray());
    }

    /** Publishes as a NATS user, and waits until it is stored. */
    @CanIgnoreReturnValue
    long publish(String user, String subject, Map<String, String> headers, byte[] body) {
        Headers natsHeaders = new Headers();
        headers.forEach(natsHeaders::put);
        try {
            return connection(user)
                    .jetStream()
                    .publish(subject, natsHeaders, body)
                    .getSeqno();
        } catch (IOException | JetStreamApiException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Every message of DEAD_LETTERS, oldest first. */
    List<MessageInfo> deadLetters() {
        try {
            long last =
                    management.getStreamInfo("DEAD_LETTERS").getStreamState().getLastSequence();
            List<MessageInfo> letters = new ArrayList<>();
            for (long sequence = 1; sequence <= last; sequence++) {
                letters.add(management.getMessage("DEAD_LETTERS", sequence));
            }
            return letters;
        } catch (IOException | JetStreamApiException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Lowers limits as an operator might; `provision` restores them. */
    void limit(long deadLetters, long ackPending) {
        try {
            var stream = management.getStreamInfo("DEAD_LETTERS").getConfiguration();
            var unused = management.updateStream(
                    StreamConfiguration.builder(stream).maxMessages(deadLetters).build());
            var consumer =
                    management.getConsumerInfo("EVENTS", "email-subscriber").getConsumerConfiguration();
            var unusedToo = management.addOrUpdateConsumer(
                    "EVENTS",
                    ConsumerConfiguration.builder(consumer)
                            .maxAckPending(ackPending)
                            .build());
        } catch (IOException | JetStreamApiException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** How many messages of EVENTS wait for their acknowledgement or their delivery. */
    long unfinished() {
        try {
            var info = management.getConsumerInfo("EVENTS", "email-subscriber");
            return info.getNumPending() + info.getNumAckPending();
        } catch (IOException | JetStreamApiException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        try {
            for (Connection connection : connections.values()) {
                connection.close();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Connection connection(String user) {
        return connections.computeIfAbsent(user, this::connect);
    }

    private Connection connect(String user) {
        try {
            return Nats.connect(new Options.Builder()
                    .server(server.passwords().url(user))
                    .inboxPrefix(NatsUser.inboxPrefix(user))
                    .reportNoResponders()
                    .build());
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
