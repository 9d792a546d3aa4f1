package dev.shippy.faults;

import com.mongodb.ConnectionString;
import com.mongodb.ServerAddress;
import dev.shippy.embedded.Loopback;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between one process and the store, on a port of its own, and knows which step each command is. What has not passed
 * it has not happened; what has, may have happened without the process ever learning it.
 */
final class StoreTap implements AutoCloseable {

    /** Told of each step before it reaches the store and after the store has done it; may take its time. */
    interface Watcher {

        /** Whether the command goes on to the store; otherwise the connection ends. */
        boolean before(Step step);

        /** Whether the answer goes on to the process; otherwise the connection ends. */
        boolean after(Step step);
    }

    private final String store;
    private final int storePort;
    private final Watcher watcher;
    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /** @param store the URL of a single server */
    StoreTap(String store, Watcher watcher) {
        this.store = store;
        this.storePort =
                new ServerAddress(new ConnectionString(store).getHosts().get(0)).getPort();
        this.watcher = watcher;
        try {
            server = new ServerSocket(0, 50, Loopback.address());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        SocketThread.start("tap", this::accept);
    }

    String url() {
        return store.replace(":" + storePort + "/", ":" + server.getLocalPort() + "/");
    }

    @Override
    public void close() {
        SocketThread.close(server);
        sockets.forEach(SocketThread::close);
    }

    private void accept() throws IOException {
        while (true) {
            Socket process = server.accept();
            Socket store = new Socket(Loopback.address(), storePort);
            sockets.add(process);
            sockets.add(store);
            process.setTcpNoDelay(true);
            store.setTcpNoDelay(true);
            Map<Integer, Step> open = new ConcurrentHashMap<>();
            SocketThread.start("tap-commands", () -> commands(process, store, open));
            SocketThread.start("tap-answers", () -> answers(process, store, open));
        }
    }

    private void commands(Socket process, Socket store, Map<Integer, Step> open) throws IOException {
        try (process;
                store) {
            DataInputStream in = new DataInputStream(process.getInputStream());
            OutputStream out = store.getOutputStream();
            for (Optional<StoreMessage> next = StoreMessage.read(in); next.isPresent(); next = StoreMessage.read(in)) {
                StoreMessage message = next.get();
                Optional<Step> step = message.command().flatMap(Step::of);
                step.ifPresent(named -> open.put(message.id(), named));
                if (step.isPresent() && !watcher.before(step.get())) {
                    return;
                }
                message.write(out);
            }
        }
    }

    private void answers(Socket process, Socket store, Map<Integer, Step> open) throws IOException {
        try (process;
                store) {
            DataInputStream in = new DataInputStream(store.getInputStream());
            OutputStream out = process.getOutputStream();
            for (Optional<StoreMessage> next = StoreMessage.read(in); next.isPresent(); next = StoreMessage.read(in)) {
                Step step = open.remove(next.get().answers());
                if (step != null && !watcher.after(step)) {
                    return;
                }
                next.get().write(out);
            }
        }
    }
}
