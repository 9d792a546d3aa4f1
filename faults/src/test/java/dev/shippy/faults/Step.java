package dev.shippy.faults;

import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * A step of docs/booking.md, told by the command that a service sends to its store: every step is one. {@code B4} is the first
 * driver's, {@code T2-B4} that of a driver who has taken over. {@code claim} and {@code mark} are the relay's of events.
 */
record Step(String name) {

    private static final BsonDocument NOTHING = new BsonDocument();

    static Optional<Step> of(BsonDocument command) {
        return switch (command.getFirstKey()) {
            case "insert" -> on(command, "insert", "consignments", "B2");
            case "findAndModify" -> Optional.of(new Step(findAndModify(command)));
            case "update" -> Optional.of(new Step(update(command)));
            case "find" -> Optional.of(new Step(find(command)));
            case "aggregate" -> Optional.of(new Step("look"));
            default -> Optional.empty();
        };
    }

    private static Optional<Step> on(BsonDocument command, String verb, String collection, String name) {
        return command.getString(verb).getValue().equals(collection) ? Optional.of(new Step(name)) : Optional.empty();
    }

    private static String findAndModify(BsonDocument command) {
        boolean vessels = command.getString("findAndModify").getValue().equals("vessels");
        return vessels ? roomChange(command.getDocument("update")) : consignmentUpdate(command);
    }

    private static String consignmentUpdate(BsonDocument command) {
        BsonDocument change = command.getDocument("update");
        BsonDocument set = change.getDocument("$set", NOTHING);
        if (change.containsKey("$inc")) {
            return "T1";
        }
        if (set.size() == 1 && set.containsKey("due")) {
            return "claim";
        }
        return consignmentUpdate(command.getDocument("query"), set, change);
    }

    private static String consignmentUpdate(BsonDocument query, BsonDocument set, BsonDocument change) {
        boolean takenOver =
                query.containsKey("epoch") && query.getNumber("epoch").longValue() > 0;
        return (takenOver ? "T2-" : "") + consignmentUpdate(set, change);
    }

    private static String consignmentUpdate(BsonDocument set, BsonDocument change) {
        if (set.containsKey("attempt")) {
            return "B5";
        }
        if (set.containsKey("closing")) {
            return "B6";
        }
        BsonValue state = set.get("state");
        return switch (state == null ? change.toString() : state.asString().getValue()) {
            case "BOOKED" -> "B4";
            case "REJECTED" -> "B7";
            case "CANCELLING" -> "C1";
            case "CANCELLED" -> "C3";
            default -> throw new IllegalArgumentException("No step: " + change);
        };
    }

    /** {@code create} is no step of a booking. */
    private static String roomChange(BsonDocument change) {
        if (change.containsKey("$setOnInsert")) {
            return "create";
        }
        return change.getDocument("$push", NOTHING).containsKey("holds") ? "R1" : "L1";
    }

    /** Of several that go together the first one tells what they are. */
    private static String update(BsonDocument command) {
        BsonDocument first = command.getArray("updates").get(0).asDocument();
        if (command.getString("update").getValue().equals("vessels")) {
            return first.isArray("u") ? "P1" : "L2";
        }
        BsonDocument change = first.getDocument("u");
        BsonDocument set = change.getDocument("$set", NOTHING);
        return set.containsKey("state") ? consignmentUpdate(first.getDocument("q"), set, change) : "mark";
    }

    private static String find(BsonDocument command) {
        BsonDocument filter = command.getDocument("filter", new BsonDocument());
        if (command.getString("find").getValue().equals("consignments")) {
            return filter.containsKey("state") || filter.containsKey("due") ? "look" : "read";
        }
        BsonDocument fields = command.getDocument("projection", new BsonDocument());
        if (fields.containsKey("closedUpTo")) {
            return "R2";
        }
        if (fields.containsKey("tombstones.upTo")) {
            return "P1-read";
        }
        return "look";
    }

    @Override
    public String toString() {
        return name;
    }
}
