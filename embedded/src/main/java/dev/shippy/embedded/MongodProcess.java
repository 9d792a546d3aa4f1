package dev.shippy.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A mongod that keeps its directory, options and port across restarts. */
final class MongodProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final int PORTS_TRIED = 3;
    /** How long to wait for a port that an outgoing connection of another process holds. */
    private static final Duration PORT_LIMIT = Duration.ofSeconds(5);
    /** Cache size in gigabytes, the minimum that mongod accepts. Its other memory is about as much. */
    private static final String CACHE = "0.25";

    /** mongod's exit code when the port is taken; the next one, when another version wrote the data. */
    private static final int PORT_TAKEN = 48;

    private static final int OTHER_VERSION = 62;

    /** The file with the version that has written the data. */
    private static final String VERSION = "version";

    private static final String ADVICE = "Set SHIPPY_MONGOD to a mongod of that version, or choose another folder";

    private final Path directory;
    private final Path data;
    private final MongodBinary binary;
    private final List<String> options;
    private int port;
    private @Nullable ChildProcess child;

    /**
     * A mongod that is not started yet.
     *
     * @param directory for its data and its log; created where it is missing
     * @param options further options, beyond those that every mongod gets
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

    SupervisedServer supervised() {
        return new SupervisedServer("MongoDB", directory, ServerLog.MONGODB, this::running, this::restart);
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

    /**
     * Another process may take a free port before the server binds it; then another port is tried. The port of an earlier start is
     * waited for.
     */
    void start() {
        long end = System.nanoTime() + PORT_LIMIT.toNanos();
        for (int tries = 1; ; tries++) {
            int chosen = port == 0 ? FreePort.find() : port;
            ChildProcess started = launch(chosen);
            if (started.isAlive()) {
                port = chosen;
                DataDirectory.writeSecret(directory.resolve(VERSION), binary.version() + "\n");
                return;
            }
            started.close();
            boolean again = port == 0 ? tries < PORTS_TRIED : System.nanoTime() < end;
            if (started.exitCode() != PORT_TAKEN || !again) {
                throw new EmbeddedServerException(reason(started, chosen));
            }
            Pause.briefly();
        }
    }

    @Override
    public void close() {
        if (child != null) {
            child.close();
        }
    }

    /** Returns the process when it listens or has ended. */
    private ChildProcess launch(int chosen) {
        ChildProcess started =
                ChildProcess.start(new ChildCommand("mongod", directory, arguments(chosen), Map.of(), "TERM", GRACE));
        child = started;
        if (!Pause.until(() -> !started.isAlive() || (holdsData(started.pid()) && listens(chosen)), START_LIMIT)) {
            started.kill();
            throw new EmbeddedServerException("MongoDB in " + directory + " does not listen on port " + chosen
                    + " within " + START_LIMIT.toSeconds() + " s. " + MongodLog.errors(started.lastLogLines()));
        }
        return started;
    }

    private String reason(ChildProcess ended, int chosen) {
        if (ended.end().isIllegalInstruction()) {
            return binary.path() + " cannot run: " + ServerEnd.LACKS_INSTRUCTIONS + ". " + MongodBinary.ELSEWHERE;
        }
        return switch (ended.exitCode()) {
            case PORT_TAKEN -> "MongoDB cannot start: port " + chosen + " of 127.0.0.1 is taken";
            case OTHER_VERSION -> writtenBy("another version") + ". " + ADVICE;
            default ->
                otherMajor()
                                .map(wrote -> writtenBy("version " + wrote) + ". " + ADVICE + ". It")
                                .orElse("MongoDB in " + directory)
                        + " exited at once with code " + ended.exitCode() + ". "
                        + MongodLog.errors(ended.lastLogLines());
        };
    }

    private String writtenBy(String version) {
        return "The data in " + data + " were written by " + version + " of MongoDB, which " + binary.path()
                + ", version " + binary.version() + ", cannot read";
    }

    /** The version that wrote the data, if its first number is not that of this program. */
    private Optional<String> otherMajor() {
        return DataDirectory.readIfPresent(directory.resolve(VERSION))
                .map(String::strip)
                .filter(wrote -> !wrote.startsWith(binary.major() + "."));
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
                "diagnosticDataCollectionEnabled=false",
                // Passwords here are long and random; an expensive digest would cost a newly started JVM a second.
                "--setParameter",
                "scramSHA256IterationCount=5000"));
        arguments.addAll(options);
        return arguments;
    }

    /** mongod writes its process id here once it has bound the port; until then another process may listen on it. */
    private boolean holdsData(long pid) {
        return DataDirectory.readIfPresent(data.resolve("mongod.lock"))
                .filter(content -> content.strip().equals(Long.toString(pid)))
                .isPresent();
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(Loopback.address(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
