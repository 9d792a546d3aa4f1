package dev.shippy.consignment;

import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.Event;
import dev.shippy.runtime.outbox.StoredTrace;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** How a consignment is written in MongoDB. */
final class ConsignmentDocument {

    private ConsignmentDocument() {}

    static JsonObject of(Consignment consignment) {
        return new JsonObject()
                .put("_id", consignment.id())
                .put("owner", consignment.owner())
                .put("createdAt", consignment.createdAt())
                .put("size", consignment.draft().replyBytes(consignment.owner()))
                .put("body", body(consignment.draft()))
                .put("digest", consignment.digest().hex())
                .put("state", consignment.state().name())
                .put("attempt", consignment.attempt().number())
                .put("vessel", consignment.attempt().vessel())
                .put("closing", consignment.attempt().closing())
                .put("epoch", consignment.epoch())
                .put("deadline", consignment.deadline().unixMillis())
                .put("refused", new JsonArray(consignment.refused()))
                .put("events", array(consignment.events(), ConsignmentDocument::event));
    }

    static JsonObject event(BookingEvent event) {
        return new JsonObject()
                .put("id", event.id())
                .put("type", event.type().subject())
                .put("time", event.time())
                .put("trace", StoredTrace.write(event.trace()));
    }

    static Consignment read(JsonObject document) {
        return new Consignment(
                document.getString("_id"),
                document.getString("owner"),
                document.getLong("createdAt"),
                draft(document.getJsonObject("body")),
                new Digest(document.getString("digest")),
                State.valueOf(document.getString("state")),
                new Attempt(
                        document.getInteger("attempt"), document.getString("vessel"), document.getBoolean("closing")),
                document.getLong("epoch"),
                new Deadline(document.getLong("deadline")),
                document.getJsonArray("refused").stream()
                        .map(String.class::cast)
                        .toList(),
                events(document));
    }

    static List<BookingEvent> events(JsonObject document) {
        return list(document.getJsonArray("events"), ConsignmentDocument::event);
    }

    static Overdue overdue(JsonObject document) {
        return new Overdue(
                document.getString("_id"), document.getLong("epoch"), new Deadline(document.getLong("deadline")));
    }

    private static JsonObject body(Draft draft) {
        return new JsonObject()
                .put("description", draft.description())
                .put("weight", draft.weight())
                .put("containers", array(draft.containers(), ConsignmentDocument::container))
                .put("wish", draft.wish());
    }

    private static Draft draft(JsonObject body) {
        return new Draft(
                body.getString("description"),
                body.getInteger("weight"),
                list(body.getJsonArray("containers"), ConsignmentDocument::container),
                body.getString("wish"));
    }

    private static JsonObject container(Container container) {
        return new JsonObject().put("customerId", container.customerId()).put("origin", container.origin());
    }

    private static Container container(JsonObject container) {
        return new Container(container.getString("customerId"), container.getString("origin"));
    }

    private static BookingEvent event(JsonObject event) {
        return new BookingEvent(
                event.getString("id"),
                type(event.getString("type")),
                event.getLong("time"),
                StoredTrace.read(event.getString("trace", "")));
    }

    private static Event type(String subject) {
        return Arrays.stream(Event.values())
                .filter(event -> event.subject().equals(subject))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No event " + subject));
    }

    private static <T> JsonArray array(List<T> values, Function<T, JsonObject> write) {
        return new JsonArray(values.stream().map(write).toList());
    }

    private static <T> List<T> list(JsonArray array, Function<JsonObject, T> read) {
        return array.stream().map(JsonObject.class::cast).map(read).toList();
    }
}
