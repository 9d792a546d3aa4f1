package dev.shippy.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.faults.Operation.Kind;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** Histories that must not be: each of them is found. */
class VerdictTest {

    private static final Operation BOOKED = booked("vessel1");
    private static final Operation REFUSED = booking(412, "No vessel has room for 1 containers and 1 kg");

    @Test
    void agreesWithWhatIsTrue() {
        assertEquals(List.of(), Verdict.of(List.of(BOOKED), List.of(stored("BOOKED", "vessel1"))));
        assertEquals(List.of(), Verdict.of(List.of(REFUSED), List.of(stored("REJECTED", ""))));
        assertEquals(List.of(), Verdict.of(List.of(BOOKED, cancel(200, "")), List.of(stored("CANCELLED", "vessel1"))));
    }

    @Test
    void findsAnAcknowledgedBookingThatIsMissing() {
        assertFinding("it is missing", List.of(BOOKED), List.of());
    }

    @Test
    void findsAnAcknowledgedBookingThatWasRejected() {
        assertFinding("it is REJECTED", List.of(BOOKED), List.of(stored("REJECTED", "")));
    }

    @Test
    void findsAnAcknowledgedBookingOnAnotherVessel() {
        assertFinding("on vessel2, not on vessel1", List.of(BOOKED), List.of(stored("BOOKED", "vessel2")));
    }

    @Test
    void findsABookingThatWasRefused() {
        assertFinding("it is BOOKED", List.of(REFUSED), List.of(stored("BOOKED", "vessel1")));
    }

    @Test
    void findsTwoAnswersToOneRequest() {
        assertFinding("it is BOOKED", List.of(BOOKED, REFUSED), List.of(stored("BOOKED", "vessel1")));
    }

    @Test
    void findsARequestThatWasBookedTwice() {
        assertFinding(
                "booked twice", List.of(BOOKED), List.of(stored("BOOKED", "vessel1"), stored("BOOKED", "vessel1")));
    }

    @Test
    void findsABookingThatNobodyAskedFor() {
        assertFinding("never asked for", List.of(), List.of(stored("BOOKED", "vessel1")));
    }

    @Test
    void findsACancellationThatNobodyAskedFor() {
        assertFinding("it is CANCELLED", List.of(BOOKED), List.of(stored("CANCELLED", "vessel1")));
    }

    @Test
    void findsAnAcknowledgedCancellationThatIsLost() {
        assertFinding("it is BOOKED", List.of(BOOKED, cancel(200, "")), List.of(stored("BOOKED", "vessel1")));
    }

    @Test
    void findsARequestThatNeverGotAnAnswer() {
        assertFinding("never answered", List.of(booking(504, "")), List.of(stored("BOOKED", "vessel1")));
    }

    @Test
    void findsAnInternalError() {
        assertFinding(
                "was answered 500",
                List.of(BOOKED, booking(500, "Internal error 1")),
                List.of(stored("BOOKED", "vessel1")));
    }

    private static void assertFinding(String part, List<Operation> history, List<Document> consignments) {
        List<String> findings = Verdict.of(history, consignments);
        assertTrue(findings.stream().anyMatch(finding -> finding.contains(part)), findings::toString);
    }

    private static Operation booked(String vessel) {
        return new Operation(Kind.BOOK, "request", 0, 1, 200, "", "consignment", vessel);
    }

    private static Operation booking(int code, String sentence) {
        return new Operation(Kind.BOOK, "request", 0, 1, code, sentence, "", "");
    }

    private static Operation cancel(int code, String sentence) {
        return new Operation(Kind.CANCEL, "request", 0, 1, code, sentence, "consignment", "");
    }

    private static Document stored(String state, String vessel) {
        return new Document("_id", "consignment")
                .append("body", new Document("description", "request"))
                .append("state", state)
                .append("vessel", vessel);
    }
}
