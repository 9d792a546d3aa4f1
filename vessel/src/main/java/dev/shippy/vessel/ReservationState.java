package dev.shippy.vessel;

import dev.shippy.contracts.Deadline;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * What one read of a vessel's document says about one reservation id.
 *
 * @param held the room that it holds, if any
 * @param buried whether it has a tombstone
 * @param closedUpTo the floor: no Reserve with this deadline or an earlier one is executed
 */
record ReservationState(Optional<Cargo> held, boolean buried, long closedUpTo) {

    /** What to read: of both lists only the id's own entry. */
    static JsonObject fields(Reservation reservation) {
        JsonObject own = new JsonObject().put("$elemMatch", VesselDocument.byId(reservation.id()));
        return new JsonObject().put("closedUpTo", 1).put("holds", own).put("tombstones", own);
    }

    /** Of a document, or of none when the vessel does not exist. */
    static ReservationState of(Optional<JsonObject> found) {
        return found.map(ReservationState::of).orElseGet(() -> new ReservationState(Optional.empty(), true, 0));
    }

    private static ReservationState of(JsonObject document) {
        JsonArray holds = document.getJsonArray("holds", new JsonArray());
        return new ReservationState(
                holds.isEmpty() ? Optional.empty() : Optional.of(cargo(holds.getJsonObject(0))),
                !document.getJsonArray("tombstones", new JsonArray()).isEmpty(),
                document.getLong("closedUpTo"));
    }

    /** Whether the floor says that a request with this deadline came too late. */
    boolean isTooLate(Deadline deadline) {
        return closedUpTo >= deadline.unixMillis();
    }

    /** Whether the id holds nothing and never will, given that no Reserve of it has a later deadline. */
    boolean isClosed(Deadline upTo) {
        return held.isEmpty() && (buried || isTooLate(upTo));
    }

    /** Whether a Reserve with this deadline may be granted, apart from room. */
    boolean mayHold(Deadline deadline) {
        return held.isEmpty() && !isClosed(deadline);
    }

    /** Whether it holds, but something else. */
    boolean holdsOther(Cargo cargo) {
        return held.isPresent() && !held.get().equals(cargo);
    }

    private static Cargo cargo(JsonObject hold) {
        return new Cargo(hold.getInteger("capacity"), hold.getInteger("weight"));
    }
}
