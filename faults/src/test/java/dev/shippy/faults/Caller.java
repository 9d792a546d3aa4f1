package dev.shippy.faults;

import java.util.OptionalInt;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * Whoever opened a connection to a member of a replica set, as its first message tells.
 *
 * @param port where the connection comes from
 * @param member the port of the member that it is, if it is one: members that take test commands add {@code hostInfo} to their hello
 * @param driver such as {@code mongo-java-driver|reactive-streams}, or empty
 */
record Caller(int port, OptionalInt member, String driver) {

    private static final BsonDocument NOTHING = new BsonDocument();
    private static final BsonString NONE = new BsonString("");

    static Caller of(int port, BsonDocument hello) {
        String driver = text(document(document(hello, "client"), "driver"), "name");
        return new Caller(port, portIn(text(hello, "hostInfo")), driver);
    }

    /** Services use another driver than tests do. */
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
