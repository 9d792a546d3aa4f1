package dev.shippy.faults;

import java.util.OptionalInt;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * The peer that opened a connection to a replica set member, identified by its first message.
 *
 * @param port the peer's port
 * @param member the member's port, if the peer is a member: members that accept test commands add {@code hostInfo} to
 *     their hello
 * @param driver such as {@code mongo-java-driver|reactive-streams}, or empty
 */
record Caller(int port, OptionalInt member, String driver) {

    private static final BsonDocument NOTHING = new BsonDocument();
    private static final BsonString NONE = new BsonString("");

    static Caller of(int port, BsonDocument hello) {
        String driver = text(document(document(hello, "client"), "driver"), "name");
        return new Caller(port, portIn(text(hello, "hostInfo")), driver);
    }

    /** Services use the reactive driver, tests the synchronous one. */
    boolean isService() {
        return driver.contains("reactive-streams");
    }

    private static OptionalInt portIn(String hostInfo) {
        int colon = hostInfo.lastIndexOf(':');
        return colon < 0 ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(hostInfo.substring(colon + 1)));
    }

    private static BsonDocument document(BsonDocument parent, String name) {
        BsonValue value = parent.get(name, NOTHING);
        return value.isDocument() ? value.asDocument() : NOTHING;
    }

    private static String text(BsonDocument parent, String name) {
        BsonValue value = parent.get(name, NONE);
        return value.isString() ? value.asString().getValue() : "";
    }
}
