package dev.shippy.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.shippy.embedded.Shared;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stores that must not be: each of them is found. */
class AuditIT {

    private static final Document HOLD =
            new Document("_id", "c1.0").append("capacity", 2).append("weight", 10);
    private static final Document EVENT = new Document("id", "e1").append("type", "consignment.booked");

    private final String url = Shared.mongo().newDatabase();
    private final MongoClient client = MongoClients.create(url);
    private final Audit audit = new Audit(url);

    @AfterEach
    void close() {
        audit.close();
        client.close();
    }

    @Test
    void agreesWithABookingThatHoldsItsRoom() {
        insert(vessel(3, 90, HOLD), consignment("BOOKED", EVENT));

        assertEquals(List.of(), audit.findings());
    }

    @Test
    void findsRoomThatIsTakenTwice() {
        insert(vessel(-1, 90, HOLD), consignment("BOOKED", EVENT));

        assertFinding("over-booked");
    }

    @Test
    void findsRoomThatIsLost() {
        insert(vessel(2, 90, HOLD), consignment("BOOKED", EVENT));

        assertFinding("room that does not add up");
    }

    @Test
    void findsRoomThatNobodyHolds() {
        insert(vessel(3, 90, HOLD), new Document("_id", "c2").append("state", "REJECTED"));

        assertFinding("held by nobody");
    }

    @Test
    void findsABookingWithoutRoom() {
        insert(vessel(5, 100), consignment("BOOKED", EVENT));

        assertFinding("BOOKED c1 holds []");
    }

    @Test
    void findsARejectedOneThatStillHoldsRoom() {
        insert(vessel(3, 90, HOLD), consignment("REJECTED", new Document("type", "consignment.rejected")));

        assertFinding("REJECTED c1 holds [v1 c1.0]");
    }

    @Test
    void findsABookingWithoutItsEvent() {
        insert(vessel(3, 90, HOLD), consignment("BOOKED"));

        assertFinding("BOOKED c1 tells []");
    }

    @Test
    void findsAnEventThatWasAppendedTwice() {
        insert(vessel(3, 90, HOLD), consignment("BOOKED", EVENT, EVENT));

        assertFinding("BOOKED c1 tells [consignment.booked, consignment.booked]");
    }

    @Test
    void findsOneThatIsStuck() {
        insert(vessel(3, 90, HOLD), consignment("PENDING"));

        assertFinding("stuck: c1 is PENDING");
    }

    private void assertFinding(String part) {
        List<String> findings = audit.findings();
        assertTrue(findings.stream().anyMatch(finding -> finding.contains(part)), findings::toString);
    }

    private void insert(Document vessel, Document consignment) {
        assertTrue(client.getDatabase(Objects.requireNonNull(new ConnectionString(url).getDatabase()))
                .getCollection("vessels")
                .insertOne(vessel)
                .wasAcknowledged());
        assertTrue(client.getDatabase(Objects.requireNonNull(new ConnectionString(url).getDatabase()))
                .getCollection("consignments")
                .insertOne(consignment)
                .wasAcknowledged());
    }

    private static Document vessel(int freeCapacity, int freeWeight, Document... holds) {
        return new Document("_id", "v1")
                .append("capacity", 5)
                .append("max_weight", 100)
                .append("freeCapacity", freeCapacity)
                .append("freeWeight", freeWeight)
                .append("holds", List.of(holds));
    }

    private static Document consignment(String state, Document... events) {
        return new Document("_id", "c1")
                .append("state", state)
                .append("vessel", "v1")
                .append("attempt", 0)
                .append("events", List.of(events));
    }
}
