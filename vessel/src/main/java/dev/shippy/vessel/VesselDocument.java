package dev.shippy.vessel;

import dev.shippy.contracts.Deadline;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;

/**
 * A vessel as MongoDB keeps it, and the conditions and changes of booking.md in its query language:
 * {@code {_id, name, capacity, max_weight, available, owner, request, freeCapacity, freeWeight, holds: [{_id, capacity,
 * weight}], tombstones: [{_id, upTo}], closedUpTo, tombstoneCount, oldestTombstone, changes, changed}}.
 * The last two are those of {@link SightingDocument}; the two before them let P1 find, by an index, the vessels that
 * have something to forget. A document of an earlier release gets these two fields with its next tombstone.
 */
final class VesselDocument {

    /** Everything but holds and tombstones, which can be large. */
    static final JsonObject WITHOUT_LISTS = new JsonObject().put("holds", 0).put("tombstones", 0);

    static final String TOMBSTONE_COUNT = "tombstoneCount";
    static final String OLDEST_TOMBSTONE = "oldestTombstone";

    private VesselDocument() {}

    /** Who it is and the request that made it: found for the same request again, and for no other. */
    static JsonObject madeBy(Vessel vessel, String request) {
        return byId(vessel.id()).put("request", request);
    }

    /** The change that makes it, together with {@link #madeBy}, and does nothing to one that is there. */
    static JsonObject of(Vessel vessel) {
        JsonObject fields = new JsonObject()
                .put("name", vessel.name())
                .put("capacity", vessel.capacity())
                .put("max_weight", vessel.maxWeight())
                .put("available", vessel.available())
                .put("owner", vessel.ownerId())
                .put("freeCapacity", vessel.freeCapacity())
                .put("freeWeight", vessel.freeWeight())
                .put("holds", new JsonArray())
                .put("tombstones", new JsonArray())
                .put("closedUpTo", 0L);
        return SightingDocument.noted(new JsonObject().put("$setOnInsert", fields));
    }

    static Vessel vessel(JsonObject document) {
        return new Vessel(
                document.getString("_id"),
                document.getString("name"),
                document.getInteger("capacity"),
                document.getInteger("max_weight"),
                document.getBoolean("available", true),
                document.getString("owner"),
                document.getInteger("freeCapacity"),
                document.getInteger("freeWeight"));
    }

    /** The request that made it. */
    static String request(JsonObject document) {
        return document.getString("request");
    }

    static JsonObject byId(Object id) {
        return new JsonObject().put("_id", id);
    }

    /** In service, with room for the cargo and for one more hold. */
    static JsonObject withRoom(Cargo cargo, int mostHolds) {
        return new JsonObject()
                .put("available", new JsonObject().put("$ne", false))
                .put("freeCapacity", atLeast(cargo.containers()))
                .put("freeWeight", atLeast(cargo.weight()))
                .put("holds." + (mostHolds - 1), new JsonObject().put("$exists", false));
    }

    static JsonObject except(JsonObject query, Collection<String> ids) {
        return query.put("_id", new JsonObject().put("$nin", new JsonArray(List.copyOf(ids))));
    }

    /** The condition of R1. */
    static JsonObject mayHold(String vesselId, Reservation reservation, Deadline deadline, int mostHolds) {
        return neverSeen(vesselId, reservation, deadline).mergeIn(withRoom(reservation.cargo(), mostHolds));
    }

    /** The change of R1. */
    static JsonObject takeRoom(Reservation reservation) {
        Cargo cargo = reservation.cargo();
        return SightingDocument.noted(new JsonObject()
                .put("$inc", room(-cargo.containers(), -cargo.weight()))
                .put("$push", new JsonObject().put("holds", hold(reservation))));
    }

    /** The condition of R1 for all of a group at once. */
    static JsonObject mayHoldAll(String vesselId, ReserveGroup group, int mostHolds) {
        JsonObject none = new JsonObject().put("$nin", new JsonArray(group.ids()));
        return byId(vesselId)
                .put("closedUpTo", new JsonObject().put("$lt", group.earliest().unixMillis()))
                .put("holds._id", none)
                .put("tombstones._id", none)
                .mergeIn(withRoom(
                        group.cargo(), mostHolds - (group.reservations().size() - 1)));
    }

    /** The change of R1 for all of a group at once. */
    static JsonObject takeRoomForAll(ReserveGroup group) {
        JsonArray holds = new JsonArray(
                group.reservations().stream().map(VesselDocument::hold).toList());
        return SightingDocument.noted(new JsonObject()
                .put("$inc", room(-group.cargo().containers(), -group.cargo().weight()))
                .put("$push", new JsonObject().put("holds", new JsonObject().put("$each", holds))));
    }

    /** The condition of L1. */
    static JsonObject holds(String vesselId, Reservation reservation) {
        return byId(vesselId).put("holds", new JsonObject().put("$elemMatch", hold(reservation)));
    }

    /** The change of L1. */
    static JsonObject giveRoomBack(Reservation reservation, Deadline upTo) {
        Cargo cargo = reservation.cargo();
        return SightingDocument.noted(new JsonObject()
                .put("$inc", room(cargo.containers(), cargo.weight()))
                .put("$pull", new JsonObject().put("holds", byId(reservation.id())))
                .mergeIn(bury(reservation, upTo), true));
    }

    /** The condition of L2, and of R1 as far as it does not speak of room: no hold, no tombstone, floor below the deadline. */
    static JsonObject neverSeen(String vesselId, Reservation reservation, Deadline deadline) {
        return byId(vesselId)
                .put("closedUpTo", new JsonObject().put("$lt", deadline.unixMillis()))
                .put("holds._id", new JsonObject().put("$ne", reservation.id()))
                .put("tombstones._id", new JsonObject().put("$ne", reservation.id()));
    }

    /** The change of L2. */
    static JsonObject bury(Reservation reservation, Deadline upTo) {
        JsonObject tombstone = byId(reservation.id()).put("upTo", upTo.unixMillis());
        return new JsonObject()
                .put("$push", new JsonObject().put("tombstones", tombstone))
                .put("$inc", new JsonObject().put(TOMBSTONE_COUNT, 1))
                .put("$min", new JsonObject().put(OLDEST_TOMBSTONE, upTo.unixMillis()));
    }

    /** Vessels with tombstones older than a time, or with more than a number of them. */
    static JsonObject mayForget(long old, int keep) {
        JsonObject byAge = new JsonObject().put(OLDEST_TOMBSTONE, new JsonObject().put("$lt", old));
        JsonObject byNumber = new JsonObject().put(TOMBSTONE_COUNT, new JsonObject().put("$gt", keep));
        return new JsonObject().put("$or", new JsonArray().add(byAge).add(byNumber));
    }

    /** The change of P1: one update, so that nothing is forgotten before the floor covers it. */
    static JsonArray forget(long floor) {
        JsonObject young =
                new JsonObject().put("$gt", new JsonArray().add("$$this.upTo").add(floor));
        JsonObject filter = new JsonObject().put("input", "$tombstones").put("cond", young);
        JsonObject floors =
                new JsonObject().put("$max", new JsonArray().add("$closedUpTo").add(floor));
        JsonObject oldest = new JsonObject().put("$min", "$tombstones.upTo");
        return new JsonArray()
                .add(set(new JsonObject()
                        .put("tombstones", new JsonObject().put("$filter", filter))
                        .put("closedUpTo", floors)))
                .add(set(new JsonObject()
                        .put(TOMBSTONE_COUNT, new JsonObject().put("$size", "$tombstones"))
                        .put(
                                OLDEST_TOMBSTONE,
                                new JsonObject()
                                        .put(
                                                "$ifNull",
                                                new JsonArray().add(oldest).add("$$REMOVE")))));
    }

    private static JsonObject set(JsonObject fields) {
        return new JsonObject().put("$set", fields);
    }

    private static JsonObject hold(Reservation reservation) {
        return byId(reservation.id())
                .put("capacity", reservation.cargo().containers())
                .put("weight", reservation.cargo().weight());
    }

    private static JsonObject room(int capacity, int weight) {
        return new JsonObject().put("freeCapacity", capacity).put("freeWeight", weight);
    }

    private static JsonObject atLeast(int number) {
        return new JsonObject().put("$gte", number);
    }
}
