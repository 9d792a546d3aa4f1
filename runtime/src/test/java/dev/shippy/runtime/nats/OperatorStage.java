package dev.shippy.runtime.nats;

import dev.shippy.contracts.Event;
import dev.shippy.contracts.EventMessage;
import dev.shippy.contracts.EventStream;
import dev.shippy.contracts.NatsUsers;
import dev.shippy.contracts.Services;
import dev.shippy.contracts.Trace;
import dev.shippy.contracts.consignment.v1.ConsignmentEvent;
import dev.shippy.contracts.user.v1.UserEvent;
import dev.shippy.embedded.Durability;
import dev.shippy.embedded.EmbeddedNats;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;

/** A nats-server, an operator, and services that publish what the operator reads. */
final class OperatorStage implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(15);
    /** More than a reader fetches ahead. */
    static final int MANY = 2_500;

    private static final int AT_A_TIME = 100;

    final Vertx vertx = Vertx.vertx();
    final EmbeddedNats server;
    final Nats user;
    private final Nats consignment;
    final NatsClient client;
    final StreamOperator streams;

    OperatorStage(Path directory) {
        server = EmbeddedNats.in(directory).durability(Durability.DURABLE).start();
        user = service(Services.USER);
        consignment = service(Services.CONSIGNMENT);
        client = connect(NatsUsers.OPERATOR);
        streams = client.streams(PATIENCE);
    }

    @Override
    public void close() {
        client.close().await();
        consignment.drain().await();
        user.drain().await();
        vertx.close().await();
        server.close();
    }

    NatsClient connect(String name) {
        String url = name.equals(NatsUsers.CUSTOMER)
                ? server.url()
                : server.passwords().url(name);
        return NatsClient.connect(vertx, url, PATIENCE).await();
    }

    void provision() {
        var unused = client.provision(PATIENCE).await();
    }

    void users(int count) {
        inParts(count, i -> user.events().publish(event(UUID.randomUUID().toString(), Event.USER_CREATED)));
    }

    void bookings(int count) {
        inParts(
                count,
                i -> consignment.events().publish(event(UUID.randomUUID().toString(), Event.CONSIGNMENT_BOOKED)));
    }

    void deadLetters(int count) {
        Nats subscriber = service(Services.EMAIL_SUBSCRIBER);
        inParts(count, i -> {
            StoredMessage message = new StoredMessage(
                    "EVENTS", i, Instant.EPOCH, "user.created", Map.of("ce-id", "e" + i), new byte[0]);
            return subscriber.bury(new DeadLetter(message, Services.EMAIL_SUBSCRIBER, 1, "because"));
        });
        subscriber.drain().await();
    }

    /** When an event was stored. */
    Instant at(long sequence) throws InterruptedException {
        return streams.read(EventStream.EVENTS, sequence).orElseThrow().storedAt();
    }

    List<Long> sequences(StreamSelection selection) throws InterruptedException {
        return messages(selection).stream().map(StoredMessage::sequence).toList();
    }

    List<StoredMessage> messages(StreamSelection selection) throws InterruptedException {
        List<StoredMessage> messages = new ArrayList<>();
        try (StreamReader reader = streams.open(selection)) {
            for (Optional<StoredMessage> next = reader.next(); next.isPresent(); next = reader.next()) {
                messages.add(next.get());
            }
        }
        return messages;
    }

    /** The sequences of what a reader has not read yet. */
    static List<Long> rest(StreamReader reader) throws InterruptedException {
        List<Long> sequences = new ArrayList<>();
        for (Optional<StoredMessage> next = reader.next(); next.isPresent(); next = reader.next()) {
            sequences.add(next.get().sequence());
        }
        return sequences;
    }

    static StreamSelection all() {
        return StreamSelection.of(EventStream.EVENTS);
    }

    static EventMessage event(String id, Event kind) {
        return new EventMessage(
                id,
                kind,
                "entity",
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                Trace.start(),
                kind == Event.USER_CREATED
                        ? UserEvent.newBuilder().setUserId("entity").build()
                        : ConsignmentEvent.newBuilder()
                                .setConsignmentId("entity")
                                .build());
    }

    private Nats service(String name) {
        return Nats.connect(vertx, Wire.config(server, name, Map.of())).await();
    }

    private static void inParts(int count, IntFunction<Future<Void>> publish) {
        List<Future<Void>> published = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            published.add(publish.apply(i));
            if (published.size() == AT_A_TIME || i == count) {
                Future.all(published).await();
                published.clear();
            }
        }
    }
}
