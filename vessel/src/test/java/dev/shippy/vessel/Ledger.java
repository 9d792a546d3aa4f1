package dev.shippy.vessel;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a store really holds for one vessel, read beside the repository. */
record Ledger(Vessel vessel, Map<String, Cargo> holds, Set<String> tombstones, long closedUpTo, long changes) {

    static Ledger of(JsonObject document) {
        return new Ledger(
                VesselDocument.vessel(document),
                document.getJsonArray("holds").stream()
                        .map(JsonObject.class::cast)
                        .collect(Collectors.toMap(
                                hold -> hold.getString("_id"),
                                hold -> new Cargo(hold.getInteger("capacity"), hold.getInteger("weight")))),
                document.getJsonArray("tombstones").stream()
                        .map(tombstone -> ((JsonObject) tombstone).getString("_id"))
                        .collect(Collectors.toSet()),
                document.getLong("closedUpTo"),
                document.getLong("changes"));
    }

    /** Free room and the room of all holds is what the vessel carries. */
    boolean addsUp() {
        int places = holds.values().stream().mapToInt(Cargo::containers).sum();
        int kilograms = holds.values().stream().mapToInt(Cargo::weight).sum();
        return vessel.freeCapacity() + places == vessel.capacity()
                && vessel.freeWeight() + kilograms == vessel.maxWeight();
    }
}
