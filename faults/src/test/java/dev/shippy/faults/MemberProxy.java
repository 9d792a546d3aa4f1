package dev.shippy.faults;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands before one member of a replica set, on a port of its own: the other members and all clients reach it here. */
final class MemberProxy implements AutoCloseable {

    private static final int BACKLOG = 200;

    private final int member;
    private final StoreErrors errors;
    private final ServerSocket server;
    private final Set<MemberConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile Partition partition = Partition.NONE;

    /**
     * Listens at once.
     *
     * @param member its own port
     * @param errors learns what goes wrong between services and the member
     */
    MemberProxy(int member, StoreErrors errors) {
        this.member = member;
        this.errors = errors;
        try {
            server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        SocketThread.start("proxy", this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Ends the connections of those who are cut off, and refuses new ones until there is another partition. */
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
                Socket target = new Socket(InetAddress.getLoopbackAddress(), member)) {
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
            // A partition that came before this line has not ended the connection.
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
