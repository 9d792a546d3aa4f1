package dev.shippy.consignment;

import dev.shippy.contracts.Event;
import dev.shippy.contracts.EventMessage;
import dev.shippy.contracts.consignment.v1.ConsignmentEvent;
import dev.shippy.runtime.outbox.OutboxEntry;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/**
 * What a consignment's document says of its events: how many of them are {@code published}, as long as not all are when they
 * are {@code due}, and under {@code outbox} what came of trying. A document of a release before has none of that.
 */
final class OutboxDocument {

    static final String PUBLISHED = "published";
    static final String DUE = "due";
    static final String OUTBOX = "outbox";
    static final String ATTEMPTS = "attempts";
    static final String LAST_ERROR = "lastError";

    private OutboxDocument() {}

    /** All that an entry is made of. */
    static JsonObject fields() {
        return new JsonObject()
                .put("owner", 1)
                .put("vessel", 1)
                .put("events", 1)
                .put(PUBLISHED, 1)
                .put(DUE, 1)
                .put(OUTBOX, 1);
    }

    /** The events that are not published, of a document that has some. */
    static OutboxEntry entry(JsonObject document) {
        List<BookingEvent> events = ConsignmentDocument.events(document);
        List<EventMessage> unpublished = events.stream()
                .skip(document.getInteger(PUBLISHED, 0))
                .map(event -> message(
                        document.getString("_id"), document.getString("owner"), document.getString("vessel"), event))
                .toList();
        return new OutboxEntry(
                document.getString("_id"),
                events.size(),
                Instant.ofEpochMilli(document.getLong(DUE)),
                document.getJsonObject(OUTBOX, new JsonObject()).getInteger(ATTEMPTS, 0),
                unpublished);
    }

    /** Of a consignment none of whose events is published, as the write leaves it that they come with. */
    static OutboxEntry entry(Consignment consignment, long due) {
        List<EventMessage> unpublished = consignment.events().stream()
                .map(event -> message(
                        consignment.id(),
                        consignment.owner(),
                        consignment.attempt().vessel(),
                        event))
                .toList();
        return new OutboxEntry(consignment.id(), unpublished.size(), Instant.ofEpochMilli(due), 0, unpublished);
    }

    private static EventMessage message(String id, String owner, String vessel, BookingEvent event) {
        boolean hasVessel = event.type() != Event.CONSIGNMENT_REJECTED;
        ConsignmentEvent body = ConsignmentEvent.newBuilder()
                .setConsignmentId(id)
                .setUserId(owner)
                .setVesselId(hasVessel ? vessel : "")
                .setOccurredAt(event.time())
                .build();
        return new EventMessage(event.id(), event.type(), id, Instant.ofEpochMilli(event.time()), event.trace(), body);
    }
}
