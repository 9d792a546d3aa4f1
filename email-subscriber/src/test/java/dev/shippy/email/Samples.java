package dev.shippy.email;

import com.google.protobuf.Message;
import dev.shippy.contracts.CloudEvents;
import dev.shippy.contracts.Event;
import dev.shippy.contracts.EventMessage;
import dev.shippy.contracts.Trace;
import dev.shippy.contracts.consignment.v1.ConsignmentEvent;
import dev.shippy.contracts.user.v1.UserEvent;
import dev.shippy.runtime.nats.Delivery;
import dev.shippy.runtime.nats.StoredMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Values for tests, with fresh ids. */
final class Samples {

    private static final AtomicLong SEQUENCES = new AtomicLong();

    private Samples() {}

    static String freshId() {
        return UUID.randomUUID().toString();
    }

    static EventMessage userCreated(String userId) {
        return event(
                Event.USER_CREATED,
                userId,
                UserEvent.newBuilder().setUserId(userId).build());
    }

    static EventMessage userCreated(String userId, Instant time) {
        UserEvent body = UserEvent.newBuilder().setUserId(userId).build();
        return new EventMessage(freshId(), Event.USER_CREATED, userId, time, Trace.start(), body);
    }

    static EventMessage booked(String userId) {
        return consignment(Event.CONSIGNMENT_BOOKED, userId);
    }

    static EventMessage cancelled(String userId) {
        return consignment(Event.CONSIGNMENT_CANCELLED, userId);
    }

    static EventMessage event(Event event, String entity, Message body) {
        return new EventMessage(freshId(), event, entity, Instant.now(), Trace.start(), body);
    }

    private static EventMessage consignment(Event event, String userId) {
        String id = freshId();
        return event(
                event,
                id,
                ConsignmentEvent.newBuilder()
                        .setConsignmentId(id)
                        .setUserId(userId)
                        .setVesselId("vessel001")
                        .build());
    }

    /** As the stream EVENTS gives it, for the first time. */
    static Delivery delivery(EventMessage event) {
        return delivery(event, "EVENTS");
    }

    static Delivery delivery(EventMessage event, String stream) {
        return new Delivery(
                message(
                        stream,
                        event.event().subject(),
                        CloudEvents.headers(event),
                        event.body().toByteArray()),
                1);
    }

    static Delivery garbage() {
        return new Delivery(message("EVENTS", "user.created", Map.of(), "garbage".getBytes(StandardCharsets.UTF_8)), 1);
    }

    static StoredMessage message(String stream, String subject, Map<String, String> headers, byte[] body) {
        return new StoredMessage(stream, SEQUENCES.incrementAndGet(), Instant.now(), subject, headers, body);
    }
}
