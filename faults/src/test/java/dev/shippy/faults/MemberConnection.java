package dev.shippy.faults;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A proxied connection to a replica set member. For services, errors and missing answers are recorded; other traffic is
 * forwarded unread.
 */
final class MemberConnection implements AutoCloseable {

    /** Commands of the driver's monitors, which receive many answers to one command. */
    private static final Set<String> MONITORING = Set.of("hello", "isMaster", "ismaster");

    private final Caller caller;
    private final Socket callerSocket;
    private final Socket memberSocket;
    private final DataInputStream commands;
    private final StoreErrors errors;
    private final Map<Integer, String> open = new ConcurrentHashMap<>();
    private final AtomicBoolean ended = new AtomicBoolean();

    /**
     * A connection that does not forward yet.
     *
     * @param commands the caller's messages after the first one
     */
    MemberConnection(
            Caller caller, Socket callerSocket, Socket memberSocket, DataInputStream commands, StoreErrors errors) {
        this.caller = caller;
        this.callerSocket = callerSocket;
        this.memberSocket = memberSocket;
        this.commands = commands;
        this.errors = errors;
    }

    Caller caller() {
        return caller;
    }

    /** Forwards until the connection ends. */
    void carry(StoreMessage first) throws IOException {
        callerSocket.setTcpNoDelay(true);
        memberSocket.setTcpNoDelay(true);
        OutputStream member = memberSocket.getOutputStream();
        first.write(member);
        SocketThread.start("proxy-answers", this::carryAnswers);
        try {
            if (caller.isService()) {
                carryCommands(member);
            } else {
                long unused = commands.transferTo(member);
            }
        } finally {
            end("no answer, closed by the service");
        }
    }

    private void carryAnswers() throws IOException {
        OutputStream out = callerSocket.getOutputStream();
        DataInputStream in = new DataInputStream(new BufferedInputStream(memberSocket.getInputStream()));
        try {
            if (caller.isService()) {
                carryAnswers(in, out);
            } else {
                long unused = in.transferTo(out);
            }
        } finally {
            end("no answer, closed by the member");
        }
    }

    private void carryCommands(OutputStream out) throws IOException {
        for (Optional<StoreMessage> next = StoreMessage.read(commands);
                next.isPresent();
                next = StoreMessage.read(commands)) {
            StoreMessage message = next.get();
            String command = message.body().getFirstKey();
            if (!MONITORING.contains(command)) {
                open.put(message.id(), command);
            }
            message.write(out);
        }
    }

    private void carryAnswers(DataInputStream in, OutputStream out) throws IOException {
        for (Optional<StoreMessage> next = StoreMessage.read(in); next.isPresent(); next = StoreMessage.read(in)) {
            Optional<String> command =
                    Optional.ofNullable(open.remove(next.get().answers()));
            if (command.isPresent()) {
                errors.note(command.get(), next.get().body());
            }
            next.get().write(out);
        }
    }

    /** Only the first side to close gives the reason. */
    private void end(String reason) {
        if (ended.compareAndSet(false, true)) {
            open.values().forEach(command -> errors.note(command, reason));
        }
        SocketThread.close(callerSocket);
        SocketThread.close(memberSocket);
    }

    @Override
    public void close() {
        end("no answer, cut off");
    }
}
