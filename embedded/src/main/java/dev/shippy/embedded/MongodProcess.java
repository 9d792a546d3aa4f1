package dev.shippy.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One mongod from start to start: the same directory, options and port. It asks everybody for a login. */
final class MongodProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final int PORTS_TRIED = 3;
    /** Gigabytes, the least that there may be. What else it needs is about as much. */
    private static final String CACHE = "0.25";

    /** mongod's exit codes: the port is taken, and the data are of a version that it cannot read. */
    private static final int PORT_TAKEN = 48;

    private static final int OTHER_VERSION = 62;

    private final Path directory;
    private final Path data;
    private final MongodBinary binary;
    private final List<String> options;
    private int port;
    private @Nullable ChildProcess child;

    /**
     * One that is not started yet.
     *
     * @param directory for its data and its log; created where it is missing
     * @param options beyond what every mongod of ours gets
     */
    MongodProcess(Path directory, MongodBinary binary, List<String> options) {
        this.directory = DataDirectory.createPrivate(directory.toAbsolutePath());
        this.data = DataDirectory.createPrivate(this.directory.resolve("data"));
        this.binary = binary;
        this.options = List.copyOf(options);
    }

    int port() {
        return port;
    }

    long pid() {
        return running().pid();
    }

    void kill() {
        running().kill();
    }

    void pause() {
        running().pause();
    }

    void resume() {
        running().resume();
    }

    void restart() {
        close();
        start();
    }

    /** A free port may be taken by another process before the server has it: then the next one is tried. */
    void start() {
        int tries = port == 0 ? PORTS_TRIED : 1;
        for (int i = 1; ; i++) {
            int chosen = port == 0 ? FreePort.find() : port;
            ChildProcess started = launch(chosen);
            if (started.isAlive()) {
                child = started;
                port = chosen;
                return;
            }
            started.close();
            if (started.exitCode() != PORT_TAKEN || i >= tries) {
                throw new EmbeddedServerException(reason(started, chosen));
            }
        }
    }

    @Override
    public void close() {
        if (child != null) {
            child.close();
        }
    }

    /** What came of it: one that listens, or one that has ended. */
    private ChildProcess launch(int chosen) {
        ChildProcess started =
                ChildProcess.start(new ChildCommand("mongod", directory, arguments(chosen), Map.of(), "TERM", GRACE));
        if (!Pause.until(() -> !started.isAlive() || (holdsData(started.pid()) && listens(chosen)), START_LIMIT)) {
            started.kill();
            throw new EmbeddedServerException("MongoDB in " + directory + " does not listen on port " + chosen
                    + " within " + START_LIMIT.toSeconds() + " s. " + MongodLog.errors(started.lastLogLines()));
        }
        return started;
    }

    private String reason(ChildProcess ended, int chosen) {
        return switch (ended.exitCode()) {
            case PORT_TAKEN -> "MongoDB cannot start: port " + chosen + " of 127.0.0.1 is taken";
            case OTHER_VERSION ->
                "The data in " + data + " were written by another version of MongoDB, which " + binary.path()
                        + ", version " + binary.version()
                        + ", cannot read: name a mongod of that version by SHIPPY_MONGOD, or choose another folder";
            default ->
                "MongoDB in " + directory + " ended at once, with code " + ended.exitCode() + ". "
                        + MongodLog.errors(ended.lastLogLines());
        };
    }

    private ChildProcess running() {
        if (child == null) {
            throw new IllegalStateException("MongoDB has not been started");
        }
        return child;
    }

    private List<String> arguments(int chosen) {
        List<String> arguments = new ArrayList<>(List.of(
                binary.path().toString(),
                "--dbpath",
                data.toString(),
                "--bind_ip",
                "127.0.0.1",
                "--port",
                Integer.toString(chosen),
                "--nounixsocket",
                "--quiet",
                "--wiredTigerCacheSizeGB",
                CACHE,
                "--setParameter",
                "diagnosticDataCollectionEnabled=false"));
        arguments.addAll(options);
        return arguments;
    }

    /** It writes its process id here once the port is its own: before that, somebody else may listen there. */
    private boolean holdsData(long pid) {
        return DataDirectory.readIfPresent(data.resolve("mongod.lock"))
                .filter(content -> content.strip().equals(Long.toString(pid)))
                .isPresent();
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
