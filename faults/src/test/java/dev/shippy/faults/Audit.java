package dev.shippy.faults;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;

/** Reads both stores past the services, and says what must not be when nothing is under way. */
final class Audit implements AutoCloseable {

    private static final Map<String, List<String>> HISTORIES = Map.of(
            "BOOKED", List.of("consignment.booked"),
            "REJECTED", List.of("consignment.rejected"),
            "CANCELLED", List.of("consignment.booked", "consignment.cancelled"));

    private final MongoClient client;
    private final MongoCollection<Document> consignments;
    private final MongoCollection<Document> vessels;

    Audit(String url) {
        client = MongoClients.create(url);
        MongoDatabase database = client.getDatabase(
                Objects.requireNonNull(new ConnectionString(url).getDatabase(), "A database is named"));
        consignments = database.getCollection("consignments");
        vessels = database.getCollection("vessels");
    }

    /** How many consignments are PENDING or CANCELLING. */
    long undecided() {
        return consignments.countDocuments(Filters.in("state", "PENDING", "CANCELLING"));
    }

    List<Document> consignments() {
        return consignments.find().into(new ArrayList<>());
    }

    /** The one with the description, if there is one. */
    Optional<Document> consignment(String description) {
        return Optional.ofNullable(
                consignments.find(Filters.eq("body.description", description)).first());
    }

    Document vessel(String id) {
        return Optional.ofNullable(vessels.find(Filters.eq("_id", id)).first()).orElseThrow();
    }

    /** How many closed reservations the vessel remembers. */
    int tombstones(String vessel) {
        return list(vessel(vessel), "tombstones").size();
    }

    /** Whether the vessel takes new bookings. */
    void inService(String vessel, boolean available) {
        vessels.updateOne(Filters.eq("_id", vessel), Updates.set("available", available));
    }

    /** Everything that is wrong. */
    List<String> findings() {
        List<String> findings = new ArrayList<>();
        Map<String, List<String>> holds = new HashMap<>();
        for (Document vessel : vessels.find()) {
            addsUp(vessel, findings);
            for (Document hold : list(vessel, "holds")) {
                String id = hold.getString("_id");
                holds.computeIfAbsent(id.substring(0, id.indexOf('.')), key -> new ArrayList<>())
                        .add(vessel.getString("_id") + " " + id);
            }
        }
        for (Document consignment : consignments()) {
            agrees(consignment, holds, findings);
        }
        holds.forEach((id, held) -> findings.add("held by nobody: " + held));
        return findings;
    }

    private static void addsUp(Document vessel, List<String> findings) {
        int capacity = vessel.getInteger("freeCapacity");
        int weight = vessel.getInteger("freeWeight");
        if (capacity < 0 || weight < 0) {
            findings.add("over-booked: " + vessel.getString("_id"));
        }
        for (Document hold : list(vessel, "holds")) {
            capacity += hold.getInteger("capacity");
            weight += hold.getInteger("weight");
        }
        if (capacity != vessel.getInteger("capacity") || weight != vessel.getInteger("max_weight")) {
            findings.add("room that does not add up: " + vessel.getString("_id") + " has " + capacity + " places and "
                    + weight + " kg");
        }
    }

    private static void agrees(Document consignment, Map<String, List<String>> holds, List<String> findings) {
        String id = consignment.getString("_id");
        String state = consignment.getString("state");
        List<String> held = Optional.ofNullable(holds.remove(id)).orElse(List.of());
        List<String> due = state.equals("BOOKED")
                ? List.of(consignment.getString("vessel") + " " + id + "." + consignment.getInteger("attempt"))
                : List.of();
        if (!held.equals(due)) {
            findings.add(state + " " + id + " holds " + held + ", not " + due);
        }
        List<String> events = list(consignment, "events").stream()
                .map(event -> event.getString("type"))
                .toList();
        if (!HISTORIES.containsKey(state)) {
            findings.add("stuck: " + id + " is " + state);
        } else if (!events.equals(HISTORIES.get(state))) {
            findings.add(state + " " + id + " tells " + events);
        }
    }

    private static List<Document> list(Document document, String name) {
        return document.getList(name, Document.class, List.of());
    }

    @Override
    public void close() {
        client.close();
    }
}
