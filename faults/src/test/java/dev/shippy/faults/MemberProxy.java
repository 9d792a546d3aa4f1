package dev.shippy.faults;

import dev.shippy.embedded.Loopback;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A proxy for one replica set member, on its own port. The other members and all clients connect through it. */
final class MemberProxy implements AutoCloseable {

    private static final int BACKLOG = 200;

    private final int member;
    private final StoreErrors errors;
    private final ServerSocket server;
    private final Set<MemberConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile Partition partition = Partition.NONE;

    /**
     * Starts listening.
     *
     * @param member the member's own port
     * @param errors receives the errors between services and the member
     */
    MemberProxy(int member, StoreErrors errors) {
        this.member = member;
        this.errors = errors;
        try {
            server = new ServerSocket(0, BACKLOG, Loopback.address());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        SocketThread.start("proxy", this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Closes the connections that the partition cuts, and refuses new ones until the next partition. */
    void divide(Partition next) {
        partition = next;
        connections.stream().filter(this::isCut).forEach(MemberConnection::close);
    }

    @Override
    public void close() {
        SocketThread.close(server);
        connections.forEach(MemberConnection::close);
    }

    private void accept() throws IOException {
        while (true) {
            Socket caller = server.accept();
            SocketThread.start("proxy-commands", () -> serve(caller));
        }
    }

    private void serve(Socket caller) throws IOException {
        try (caller;
                Socket target = new Socket(Loopback.address(), member)) {
            DataInputStream commands = new DataInputStream(new BufferedInputStream(caller.getInputStream()));
            Optional<StoreMessage> hello = StoreMessage.read(commands);
            if (hello.isPresent()) {
                Caller named = Caller.of(caller.getPort(), hello.get().body());
                carry(new MemberConnection(named, caller, target, commands, errors), hello.get());
            }
        }
    }

    private void carry(MemberConnection connection, StoreMessage hello) throws IOException {
        connections.add(connection);
        try {
            // A partition set before this point has not closed this connection.
            if (!isCut(connection)) {
                connection.carry(hello);
            }
        } finally {
            connections.remove(connection);
        }
    }

    private boolean isCut(MemberConnection connection) {
        return partition.separates(connection.caller(), member);
    }
}
