package dev.shippy.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A MongoDB server that runs as a child of this JVM.
 *
 * <p>It listens on 127.0.0.1 only, requires a login, and has a cache of 256 MB. It keeps its data, its log and the
 * password of the account {@code root} (mode 0600) in the given directory, and ends with this JVM. Writes acknowledged
 * as journaled survive a {@code kill -9}. Methods block and may be called from any thread, one at a time. Starting
 * takes about a second.
 */
public final class MongodServer implements AutoCloseable {

    private static final String DATABASE = "shippy";

    private final MongodProcess process;
    private final MongodBinary binary;
    private final MongodAdmin admin;

    private MongodServer(MongodProcess process, MongodBinary binary, MongodAdmin admin) {
        this.process = process;
        this.binary = binary;
        this.admin = admin;
    }

    /** Starts a server without reporting progress. */
    public static MongodServer start(Path directory) {
        return start(directory, line -> {});
    }

    /**
     * Starts a server on a free port and returns when it accepts connections. Existing data in the directory are
     * reused, also after {@code kill -9}.
     *
     * @param directory created where it is missing; belongs to this server alone
     * @param progress receives, on the calling thread, a line for each slow step, and the version
     * @throws EmbeddedServerException if it does not start within 60 s, or if the data are not MongoDB's; nothing is
     *     left running
     */
    public static MongodServer start(Path directory, Consumer<String> progress) {
        return start(directory, progress, List.of());
    }

    /** Starts a server with further options. */
    static MongodServer start(Path directory, Consumer<String> progress, List<String> options) {
        Path folder = DataDirectory.createPrivate(directory.toAbsolutePath());
        refuseOldStore(folder);
        MongodBinary binary = MongodBinary.find(progress);
        progress.accept("MongoDB " + binary.version() + ", " + binary.path());
        MongodAdmin admin = MongodAdmin.keptIn(folder.resolve("password"));
        MongodProcess process = new MongodProcess(folder.resolve("mongod"), binary, withLogin(options));
        try {
            process.start();
            admin.ensure("127.0.0.1:" + process.port(), "");
            return new MongodServer(process, binary, admin);
        } catch (RuntimeException failed) {
            process.close();
            throw failed instanceof EmbeddedServerException
                    ? failed
                    : new EmbeddedServerException(
                            "MongoDB in " + folder + " does not answer: " + failed.getMessage(), failed);
        }
    }

    /** {@code mongodb://root:password@127.0.0.1:port/shippy?authSource=admin}, for the administrator. */
    public String url() {
        return url(DATABASE);
    }

    /** As {@link #url()}, with another database; MongoDB creates it with the first write. */
    public String url(String database) {
        return admin.url("127.0.0.1:" + port(), database, "");
    }

    /** As {@link #url()}, with a new, empty database of its own for a test. */
    public String newDatabase() {
        return url("test_" + Passwords.random().toLowerCase(Locale.ROOT));
    }

    public int port() {
        return process.port();
    }

    /** Such as {@code 8.0.11}. */
    public String version() {
        return binary.version();
    }

    /** The process id of the server itself. */
    public long pid() {
        return process.pid();
    }

    /** For a {@link Supervisor}. */
    public SupervisedServer supervised() {
        return process.supervised();
    }

    /** Sends SIGKILL; {@link #restart()} brings it back. */
    public void kill() {
        process.kill();
    }

    /** Sends SIGSTOP: connections stay open and nothing answers. */
    public void pause() {
        process.pause();
    }

    /** Sends SIGCONT. */
    public void resume() {
        process.resume();
    }

    /** Stops the server, cutting its connections; the data stay, and {@link #restart()} brings it back. */
    public void stop() {
        process.close();
    }

    /** Stops the server if it runs, and starts it again with the same port, data and password. */
    public void restart() {
        process.restart();
    }

    /** Stops the server; the data stay. */
    @Override
    public void close() {
        process.close();
    }

    private static List<String> withLogin(List<String> options) {
        return Stream.concat(Stream.of("--auth"), options.stream()).toList();
    }

    private static void refuseOldStore(Path folder) {
        Path file = folder.resolve("store.mv");
        if (Files.exists(file)) {
            throw new EmbeddedServerException("The bookings in " + file
                    + " were written by an earlier release, in a format that this release cannot read."
                    + " Choose another data folder, or run the earlier release to read them");
        }
    }
}
