package dev.shippy.cli.system;

import dev.shippy.cli.FailureException;
import dev.shippy.cli.Main;
import dev.shippy.cli.StateDirectory;
import dev.shippy.embedded.ChildCommand;
import dev.shippy.embedded.ChildProcess;
import dev.shippy.embedded.JavaProgram;
import dev.shippy.embedded.MongodServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A whole system in processes of its own: what `up` runs, in a temporary folder, and its store, so that one can tell what each
 * of the two uses. It ends with this process.
 */
public final class ChildSystem implements AutoCloseable {

    /** The first start downloads a nats-server and a PostgreSQL. */
    private static final Duration START_LIMIT = Duration.ofMinutes(10);

    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    /** What would make it another system, or another place of its state. */
    private static final List<String> LEFT_OUT = List.of("NATS_URL", "PG_URL", "SMTP_URL");

    private final ChildProcess process;
    private final Path folder;
    private final MongodServer store;

    private ChildSystem(ChildProcess process, Path folder, MongodServer store) {
        this.process = process;
        this.folder = folder;
        this.store = store;
    }

    /**
     * Starts it and waits until it serves.
     *
     * @param work a folder for its state and what it prints
     */
    public static ChildSystem start(Path work) throws InterruptedException {
        return start(work, Map.of());
    }

    /**
     * Starts it with other settings than those of this process.
     *
     * @param work a folder for its state and what it prints
     * @param settings variables, such as BCRYPT_COST
     */
    public static ChildSystem start(Path work, Map<String, String> settings) throws InterruptedException {
        MongodServer store = MongodServer.start(work.resolve("store"));
        try {
            return start(work, store, settings);
        } catch (InterruptedException | RuntimeException failed) {
            store.close();
            throw failed;
        }
    }

    private static ChildSystem start(Path work, MongodServer store, Map<String, String> settings)
            throws InterruptedException {
        Map<String, String> variables = new HashMap<>(settings);
        variables.putAll(variables(work, store.url()));
        ChildProcess process =
                ChildProcess.start(new ChildCommand("shippy-up", work, arguments(), variables, "TERM", GRACE));
        try {
            return new ChildSystem(process, awaitFolder(process, new StateDirectory(work.resolve("shippy"))), store);
        } catch (InterruptedException | RuntimeException failed) {
            process.close();
            throw failed;
        }
    }

    /** Its data folder, with the files that {@link dev.shippy.cli.RunningSystem} names. */
    public Path folder() {
        return folder;
    }

    /** The connection string of its store. */
    public String storeUrl() {
        return store.url();
    }

    /** The process of its store. */
    public Optional<ProcessHandle> store() {
        return ProcessHandle.of(store.pid());
    }

    @Override
    public void close() {
        process.close();
        store.close();
    }

    private static Path awaitFolder(ChildProcess process, StateDirectory state) throws InterruptedException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < end && !process.await(LOOK_AGAIN)) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            var folder = state.runningSystem();
            if (folder.isPresent()) {
                return folder.get();
            }
        }
        throw new FailureException("The system did not start. " + process.lastLogLines());
    }

    private static List<String> arguments() {
        return List.of(
                JavaProgram.path(),
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                JavaProgram.classPath(),
                Main.class.getName(),
                "up",
                "--port",
                "0");
    }

    private static Map<String, String> variables(Path work, String storeUrl) {
        Map<String, String> variables = new HashMap<>();
        LEFT_OUT.forEach(name -> variables.put(name, ""));
        variables.put("MONGO_URL", storeUrl);
        variables.put("XDG_STATE_HOME", work.toString());
        return variables;
    }
}
