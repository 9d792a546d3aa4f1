package dev.shippy.consignment;

import static dev.shippy.consignment.MongoConsignmentRepository.COLLECTION;
import static dev.shippy.consignment.Samples.await;

import dev.shippy.contracts.EventMessage;
import dev.shippy.contracts.EventStream;
import dev.shippy.contracts.Services;
import dev.shippy.contracts.UndecodableEventException;
import dev.shippy.runtime.mongo.MongoConfig;
import dev.shippy.runtime.mongo.MongoStore;
import dev.shippy.runtime.nats.Nats;
import dev.shippy.runtime.nats.Provisioning;
import dev.shippy.runtime.nats.StoredMessage;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the instances of a fixture have told, read past them from the stream and the store. */
final class Told implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ServiceFixture service;
    private final MongoStore store;

    Told(ServiceFixture service) {
        this.service = service;
        this.store = await(MongoStore.connect(service.vertx, new MongoConfig(service.mongoUrl, PATIENCE), PATIENCE));
    }

    void provision() {
        await(Provisioning.run(service.vertx, service.nats.passwords().url("operator"), PATIENCE));
    }

    /** Takes the streams away while the server is down. */
    void wipe(Path folder) throws IOException {
        service.nats.kill();
        try (Stream<Path> files = Files.walk(folder.resolve("jetstream"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        service.nats.restart();
    }

    /** Every event in the stream, in its order. */
    List<EventMessage> events() {
        List<EventMessage> events = new ArrayList<>();
        Nats reader = await(Nats.connect(service.vertx, service.connection(Services.EMAIL_SUBSCRIBER)));
        try {
            Optional<StoredMessage> next = read(reader, 1);
            while (next.isPresent()) {
                events.add(event(next.get()));
                next = read(reader, events.size() + 1);
            }
        } finally {
            await(reader.drain());
        }
        return events;
    }

    List<String> ids() {
        return events().stream().map(EventMessage::id).toList();
    }

    /** The ids of all events that documents have. */
    List<String> stored() {
        return await(store.client().find(COLLECTION, new JsonObject())).stream()
                .map(ConsignmentDocument::read)
                .flatMap(consignment -> consignment.events().stream())
                .map(BookingEvent::id)
                .toList();
    }

    /** How many consignments have events that are not marked as published. */
    long unpublished() {
        return await(store.client().count(COLLECTION, new JsonObject().put("due", new JsonObject().put("$gt", 0))));
    }

    /** What an instance does that is killed before it marks what the stream has acknowledged. */
    void insertAndDieAfterThePubAck(Consignment rejected) {
        List<EventMessage> told = new ArrayList<>();
        MongoConsignmentRepository repository = new MongoConsignmentRepository(
                store, Duration.ofSeconds(1), Clock.systemUTC(), entry -> told.addAll(entry.events()));
        Nats dying = await(Nats.connect(service.vertx, service.connection(Services.CONSIGNMENT)));
        await(repository.prepare());
        await(repository.insert(rejected));
        await(dying.events().publish(told.get(0)));
        await(dying.drain());
    }

    @Override
    public void close() {
        await(store.close());
    }

    private static Optional<StoredMessage> read(Nats reader, long sequence) {
        return await(reader.read(EventStream.EVENTS, sequence));
    }

    private static EventMessage event(StoredMessage message) {
        try {
            return message.event().orElseThrow();
        } catch (UndecodableEventException undecodable) {
            throw new AssertionError(undecodable);
        }
    }
}
