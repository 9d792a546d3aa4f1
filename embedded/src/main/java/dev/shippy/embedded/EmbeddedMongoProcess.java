package dev.shippy.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * The embedded store in a JVM of its own, a child of this one: what it uses of the processor can be told apart, and it can be
 * killed. It ends with this JVM.
 *
 * <p>Methods block and may be called from any thread, one at a time.
 */
public final class EmbeddedMongoProcess implements MongoStore {

    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final String PORT = "port";
    private static final String STORE = "store.mv";
    private static final String IN_MEMORY = "memory";
    private static final String PERSISTENT = "file";

    private final Path directory;
    private final String kind;
    private ChildProcess child;
    private int port;

    private EmbeddedMongoProcess(Path directory, String kind) {
        this.directory = DataDirectory.createPrivate(directory.toAbsolutePath());
        this.kind = kind;
        this.child = launch();
        awaitPort();
    }

    /**
     * Starts a store on a free port that keeps its data in memory, 2 GB of it at most.
     *
     * @param directory for what it writes of itself; created where it is missing
     * @throws EmbeddedServerException if it does not start within a minute; nothing is left running
     */
    public static EmbeddedMongoProcess inMemory(Path directory) {
        return new EmbeddedMongoProcess(directory, IN_MEMORY);
    }

    /**
     * As {@link #inMemory}, with its data in a file of the directory, as {@link EmbeddedMongo#persistent(Path)} keeps them, and no more
     * than 256 MB of heap.
     */
    public static EmbeddedMongoProcess persistent(Path directory) {
        return new EmbeddedMongoProcess(directory, PERSISTENT);
    }

    /** The program of the process: its directory, the kind of store, and a port, 0 for a free one. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path directory = Path.of(arguments[0]);
        int port = Integer.parseInt(arguments[2]);
        try (EmbeddedMongo store = arguments[1].equals(PERSISTENT)
                ? EmbeddedMongo.persistent(directory.resolve(STORE), port)
                : EmbeddedMongo.inMemory(port)) {
            Path written = Files.writeString(directory.resolve(PORT + ".next"), String.valueOf(store.port()));
            Path unused = Files.move(written, directory.resolve(PORT));
            new CountDownLatch(1).await();
        } catch (EmbeddedServerException failed) {
            // What is written last is what the parent tells.
            System.err.println(failed.getMessage());
            System.exit(1);
        }
    }

    @Override
    public int port() {
        return port;
    }

    /** Of the process itself. */
    public long pid() {
        return child.pid();
    }

    /** Sends SIGKILL. What was kept in memory is gone. */
    public void kill() {
        child.kill();
    }

    /** Starts it again after {@link #kill()}, on the same port. */
    public void restart() {
        child = launch();
        awaitPort();
    }

    @Override
    public void close() {
        child.close();
    }

    private ChildProcess launch() {
        try {
            boolean unused = Files.deleteIfExists(directory.resolve(PORT));
        } catch (IOException failed) {
            throw new EmbeddedServerException("The store cannot start in " + directory + ": " + failed, failed);
        }
        List<String> command = List.of(
                JavaProgram.path(),
                "-XX:+UseSerialGC",
                kind.equals(PERSISTENT) ? "-Xmx256m" : "-Xmx2g",
                "-cp",
                JavaProgram.classPath(),
                EmbeddedMongoProcess.class.getName(),
                directory.toString(),
                kind,
                String.valueOf(port));
        return ChildProcess.start(new ChildCommand("store", directory, command, Map.of(), "TERM", GRACE));
    }

    private void awaitPort() {
        Path file = directory.resolve(PORT);
        boolean ended = Pause.until(() -> Files.exists(file) || !child.isAlive(), START_LIMIT);
        try {
            if (!ended || !Files.exists(file)) {
                throw new IOException("it does not listen. " + child.lastLogLines());
            }
            port = Integer.parseInt(Files.readString(file));
        } catch (IOException failed) {
            child.close();
            throw new EmbeddedServerException("The store cannot start: " + failed.getMessage(), failed);
        }
    }
}
