package dev.shippy.embedded;

import de.bwaldvogel.mongo.MongoServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A MongoDB-compatible store inside this JVM. It knows no secondary indexes: a query that is not by {@code _id} looks at
 * every document.
 *
 * <p>Methods block and may be called from any thread, one at a time.
 */
public final class EmbeddedMongo implements MongoStore {

    private final KeptBackend backend;
    private @Nullable MongoServer server;
    private int port;

    private EmbeddedMongo(KeptBackend backend, int port) {
        this.backend = backend;
        this.port = port;
        listen();
    }

    /** Starts a store on a free port whose data are gone when it is closed. */
    public static EmbeddedMongo inMemory() {
        return inMemory(0);
    }

    /** As {@link #inMemory()}, on a port; 0 takes a free one. */
    static EmbeddedMongo inMemory(int port) {
        return new EmbeddedMongo(new MemoryStore(), port);
    }

    /**
     * Starts a store on a free port that keeps its data in a file. What it has answered is on the disk: every write is
     * written through before its answer, and nobody reads what is not yet written.
     *
     * @throws EmbeddedServerException if the file cannot be used, for example because another store has it open
     */
    public static EmbeddedMongo persistent(Path file) {
        return persistent(file, 0);
    }

    /** As {@link #persistent(Path)}, on a port; 0 takes a free one. */
    public static EmbeddedMongo persistent(Path file, int port) {
        return new EmbeddedMongo(FileStore.open(file), port);
    }

    @Override
    public int port() {
        return port;
    }

    /** Cuts all connections and takes no new ones until {@link #restart()}; the data stay. */
    public void disconnect() {
        if (server != null) {
            server.shutdownNow();
            server = null;
        }
    }

    /** Cuts all connections and listens again on the same port. */
    public void restart() {
        disconnect();
        listen();
    }

    @Override
    public void close() {
        disconnect();
        backend.release();
    }

    private void listen() {
        MongoServer started = new MongoServer(backend);
        try {
            started.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (RuntimeException e) {
            started.shutdownNow();
            backend.release();
            throw new EmbeddedServerException("The embedded store cannot listen on port " + port, e);
        }
        server = started;
        port = started.getLocalAddress().getPort();
    }
}
