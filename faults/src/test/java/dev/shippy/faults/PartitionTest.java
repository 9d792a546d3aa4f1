package dev.shippy.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.embedded.Loopback;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.OptionalInt;
import java.util.Set;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

class PartitionTest {

    private static final Partition CUT =
            new Partition(Set.of(1), Set.of(ProcessHandle.current().pid()));

    @Test
    void cutsAMemberOffInBothDirections() {
        assertTrue(CUT.separates(member(1), 2));
        assertTrue(CUT.separates(member(2), 1));
        assertFalse(CUT.separates(member(2), 3));
        assertFalse(CUT.separates(member(1), 1));
        assertFalse(Partition.NONE.separates(member(1), 2));
    }

    @Test
    void letsClientsReachBothSidesUnlessTheyAreNamed() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, Loopback.address());
                Socket ours = new Socket(server.getInetAddress(), server.getLocalPort())) {
            assertFalse(CUT.separates(client(1), 2));
            assertFalse(CUT.separates(client(1), 1));
            assertTrue(CUT.separates(client(ours.getLocalPort()), 2));
            assertFalse(CUT.separates(client(ours.getLocalPort()), 1));
        }
    }

    @Test
    void tellsMembersFromClientsByTheirHello() {
        BsonDocument hello = BsonDocument.parse(
                "{hello: 1, client: {driver: {name: 'NetworkInterfaceTL'}}, hostInfo: 'a.example.org:27018'}");
        BsonDocument service =
                BsonDocument.parse("{isMaster: 1, client: {driver: {name: 'mongo-java-driver|reactive-streams'}}}");

        assertEquals(new Caller(7, OptionalInt.of(27018), "NetworkInterfaceTL"), Caller.of(7, hello));
        assertEquals(OptionalInt.empty(), Caller.of(7, service).member());
        assertTrue(Caller.of(7, service).isService());
        assertFalse(Caller.of(7, new BsonDocument()).isService());
    }

    private static Caller member(int port) {
        return new Caller(50_000, OptionalInt.of(port), "");
    }

    private static Caller client(int port) {
        return new Caller(port, OptionalInt.empty(), "");
    }
}
