package dev.shippy.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A MongoDB server that runs as a child of this JVM.
 *
 * <p>It listens on 127.0.0.1 only, wants a login, keeps its data, its log and the password of the account {@code root} (mode
 * 0600) in the given directory, has a cache of 256 MB, and ends with this JVM. What it has acknowledged as journaled survives a
 * {@code kill -9}. Methods block and may be called from any thread, one at a time. Starting takes about a second.
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

    /** Starts a server, quietly. */
    public static MongodServer start(Path directory) {
        return start(directory, line -> {});
    }

    /**
     * Starts a server on a free port and returns when it takes connections. Data that are in the directory are used again,
     * also after {@code kill -9}.
     *
     * @param directory created where it is missing; belongs to this server alone
     * @param progress hears, on the calling thread, a line for each step that takes long, and the version
     * @throws EmbeddedServerException if it does not start within 60 s, or if the data are not MongoDB's; nothing is left
     *     running
     */
    public static MongodServer start(Path directory, Consumer<String> progress) {
        return start(directory, progress, List.of());
    }

    /** With more options. */
    static MongodServer start(Path directory, Consumer<String> progress, List<String> options) {
        Path folder = DataDirectory.createPrivate(directory.toAbsolutePath());
        refuseOldStore(folder);
        adoptOldData(folder);
        MongodBinary binary = MongodBinary.find(progress);
        progress.accept("MongoDB " + binary.version() + ", " + binary.path());
        MongodAdmin admin = MongodAdmin.keptIn(folder.resolve("password"));
        MongodProcess process = new MongodProcess(folder, binary, withLogin(options));
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

    /** {@code mongodb://root:password@127.0.0.1:port/shippy?authSource=admin}, for the account that may do everything. */
    public String url() {
        return url(DATABASE);
    }

    /** As {@link #url()}, with another database; MongoDB makes one when something is put into it. */
    public String url(String database) {
        return admin.url("127.0.0.1:" + port(), database, "");
    }

    /** As {@link #url()}, with an empty database of a new name: for tests that want one of their own. */
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
                    + " were written by an earlier release into a store of its own, which this release cannot read."
                    + " Choose another data folder; or, to read them, run the earlier release");
        }
    }

    /** An earlier release kept the data of a mongod on PATH one folder further down. */
    private static void adoptOldData(Path folder) {
        Path old = folder.resolve("mongod").resolve("data");
        Path data = folder.resolve("data");
        if (!Files.exists(old) || Files.exists(data)) {
            return;
        }
        try {
            Path unused = Files.move(old, data);
        } catch (IOException e) {
            throw new EmbeddedServerException(old + " cannot be moved to " + data + ": " + e.getMessage(), e);
        }
    }
}
