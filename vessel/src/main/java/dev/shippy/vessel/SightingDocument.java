package dev.shippy.vessel;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of a vessel's document makes a {@link Sighting}. Two of its fields tell of changes of its room: {@code changes}, how many there
 * were, and {@code changed}, when the last one was, by the store's clock. A document of an earlier release has neither.
 */
final class SightingDocument {

    /** What an update returns. */
    static final JsonObject FIELDS = new JsonObject()
            .put("name", 1)
            .put("capacity", 1)
            .put("max_weight", 1)
            .put("available", 1)
            .put("owner", 1)
            .put("freeCapacity", 1)
            .put("freeWeight", 1)
            .put("changes", 1);

    /** The order of the changes, and of the index for it. */
    static final JsonObject BY_CHANGE = new JsonObject().put("changed", 1).put("_id", 1);

    private static final Logger log = LoggerFactory.getLogger(SightingDocument.class);

    private SightingDocument() {}

    /** A query for an aggregation that counts the holds instead of reading them. */
    static JsonArray reading(JsonObject query, JsonObject sort, int limit) {
        return new JsonArray()
                .add(new JsonObject().put("$match", query))
                .add(new JsonObject().put("$sort", sort))
                .add(new JsonObject().put("$limit", limit))
                .add(new JsonObject()
                        .put("$project", FIELDS.copy().put("changed", 1).put("holds", holds())));
    }

    private static JsonObject holds() {
        JsonArray choice = new JsonArray()
                .add(new JsonObject().put("$isArray", "$holds"))
                .add(new JsonObject().put("$size", "$holds"))
                .add(0);
        return new JsonObject().put("$cond", choice);
    }

    static Sighting read(JsonObject document) {
        return Sighting.read(VesselDocument.vessel(document), changes(document), document.getInteger("holds"));
    }

    static Sighting updated(JsonObject document, int moreHolds) {
        return Sighting.updated(VesselDocument.vessel(document), changes(document), moreHolds);
    }

    /** What {@link #read} or {@link #updated} makes of it, or nothing: one that was spoiled by hand must not stop the others. */
    static Stream<Sighting> ifReadable(JsonObject document, Function<JsonObject, Sighting> reading) {
        try {
            return Stream.of(reading.apply(document));
        } catch (RuntimeException unreadable) {
            log.warn("The vessel {} cannot be read: {}", document.getValue("_id"), unreadable.toString());
            return Stream.of();
        }
    }

    private static long changes(JsonObject document) {
        return document.getLong("changes", 0L);
    }

    /** When its room was last changed, Unix milliseconds; 0 where that was not noted. */
    static long changed(JsonObject document) {
        return document.getValue("changed") instanceof JsonObject time
                ? Instant.parse(time.getString("$date")).toEpochMilli()
                : 0;
    }

    /** Changed after that, or at that time and with a later id. */
    static JsonObject changedFrom(long changed, String after) {
        JsonObject time =
                new JsonObject().put("$date", Instant.ofEpochMilli(changed).toString());
        JsonObject sameTime = new JsonObject().put("changed", time).put("_id", new JsonObject().put("$gt", after));
        JsonObject later = new JsonObject().put("changed", new JsonObject().put("$gt", time));
        return new JsonObject().put("$or", new JsonArray().add(later).add(sameTime));
    }

    /** The change, which also notes that there was one. */
    static JsonObject noted(JsonObject change) {
        return change.mergeIn(
                new JsonObject()
                        .put("$inc", new JsonObject().put("changes", 1))
                        .put("$currentDate", new JsonObject().put("changed", true)),
                true);
    }
}
