package dev.shippy.faults;

import dev.shippy.embedded.ChildCommand;
import dev.shippy.embedded.ChildProcess;
import dev.shippy.embedded.EmbeddedMongo;
import dev.shippy.embedded.TemporaryDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;

/** The store that {@code up --data} keeps bookings in, as a process of its own, so that it can be killed. */
final class StoreProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final String PORT = "port";

    private final TemporaryDirectory directory = TemporaryDirectory.create();
    private ChildProcess child;
    private final int port;

    private StoreProcess() {
        child = start(0);
        port = Integer.parseInt(awaitPort());
    }

    static StoreProcess start() {
        return new StoreProcess();
    }

    /** The program of the process: a folder and a port, 0 for a free one, which it writes down once it listens. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[0]);
        try (EmbeddedMongo store =
                EmbeddedMongo.persistent(folder.resolve("store.mv"), Integer.parseInt(arguments[1]))) {
            Path written = Files.writeString(folder.resolve(PORT + ".next"), String.valueOf(store.port()));
            Path unused = Files.move(written, folder.resolve(PORT));
            new CountDownLatch(1).await();
        }
    }

    String url() {
        return "mongodb://127.0.0.1:" + port + "/shippy";
    }

    /** SIGKILL. */
    void kill() {
        child.kill();
    }

    /** Starts it again after {@link #kill()}, on the same port and with what it had answered. */
    void restart() {
        child = start(port);
        String unused = awaitPort();
    }

    @Override
    public void close() {
        child.close();
        directory.close();
    }

    private ChildProcess start(int at) {
        try {
            boolean unused = Files.deleteIfExists(directory.path().resolve(PORT));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                StoreProcess.class.getName(),
                directory.path().toString(),
                String.valueOf(at));
        return ChildProcess.start(
                new ChildCommand("store", directory.path(), command, Map.of(), "TERM", Duration.ofSeconds(10)));
    }

    private String awaitPort() {
        Path file = directory.path().resolve(PORT);
        Awaitility.await("the store listens")
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .failFast("it has ended", () -> !child.isAlive())
                .until(() -> Files.exists(file));
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
