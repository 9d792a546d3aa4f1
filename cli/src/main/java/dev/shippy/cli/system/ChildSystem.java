package dev.shippy.cli.system;

import dev.shippy.cli.FailureException;
import dev.shippy.cli.Main;
import dev.shippy.cli.StateDirectory;
import dev.shippy.embedded.ChildCommand;
import dev.shippy.embedded.ChildProcess;
import dev.shippy.embedded.JavaProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A whole system in separate processes, as `up` runs it, in a temporary folder. It ends with this process. */
public final class ChildSystem implements AutoCloseable {

    /** The first start downloads servers. */
    private static final Duration START_LIMIT = Duration.ofMinutes(10);

    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    /** What would make it another system, or another place of its state. */
    private static final List<String> LEFT_OUT =
            List.of("NATS_URL", "PG_URL", "PG_PASSWORD", "MONGO_URL", "SMTP_URL", "SMTP_PASSWORD");

    private final ChildProcess process;
    private final Path folder;

    private ChildSystem(ChildProcess process, Path folder) {
        this.process = process;
        this.folder = folder;
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
        Map<String, String> variables = new HashMap<>(settings);
        variables.putAll(variables(work));
        ChildProcess process =
                ChildProcess.start(new ChildCommand("shippy-up", work, arguments(), variables, "TERM", GRACE));
        try {
            return new ChildSystem(process, awaitFolder(process, new StateDirectory(work.resolve("shippy"))));
        } catch (InterruptedException | RuntimeException failed) {
            process.close();
            throw failed;
        }
    }

    /** Its data folder, with the files that {@link dev.shippy.cli.RunningSystem} names. */
    public Path folder() {
        return folder;
    }

    /** @throws FailureException if it has already exited, so that the measurement is invalid */
    @Override
    public void close() {
        boolean ended = !process.isAlive();
        process.close();
        if (ended) {
            throw new FailureException("The system started for this measurement exited with code " + process.exitCode()
                    + linesAfterStart(process.lastLogLines()));
        }
    }

    /** Without the announcement, which contains a password. */
    private static String linesAfterStart(String lines) {
        int announced = lines.lastIndexOf(RunningUntilStopped.LAST_LINE);
        String after = announced < 0
                ? lines
                : lines.substring(announced + RunningUntilStopped.LAST_LINE.length())
                        .strip();
        return after.isEmpty() ? "" : ":\n  " + after;
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
        List<String> arguments = new ArrayList<>();
        arguments.add(JavaProgram.path());
        arguments.addAll(JavaProgram.options());
        arguments.addAll(List.of("-Xshare:auto", "-cp", JavaProgram.classPath()));
        arguments.addAll(List.of(Main.class.getName(), "up", "--port", "0"));
        return arguments;
    }

    private static Map<String, String> variables(Path work) {
        Map<String, String> variables = new HashMap<>();
        LEFT_OUT.forEach(name -> variables.put(name, ""));
        variables.put("XDG_STATE_HOME", work.toString());
        return variables;
    }
}
