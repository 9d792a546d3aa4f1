package dev.shippy.cli.system;

import dev.shippy.embedded.ClassArchive;
import dev.shippy.embedded.Interruptible;
import dev.shippy.embedded.JavaProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Runs the packaged command as child processes with a home of its own. */
final class JarRunner implements AutoCloseable {

    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(90);

    /** Also for suites that another module runs. */
    private static final Path MODULE = Path.of("..", "cli");

    /** Loads most of what a command loads, as in the script {@code shippy}. */
    private static final List<String> REACHES_NOBODY =
            List.of("vessel", "list", "--server", "nats://127.0.0.1:1", "--timeout", "100ms");

    record Result(int code, String out, String errors) {}

    /** A command that goes on. */
    record Running(Process process, Path outFile, Path errorFile, Set<Long> seen) {

        String out() {
            return read(outFile);
        }

        String errors() {
            return read(errorFile);
        }

        boolean isAlive() {
            return process.isAlive();
        }

        /** The children that it has, or had when this was asked before. */
        Set<Long> descendants() {
            seen.addAll(UpSuite.pids(process.toHandle()));
            return Set.copyOf(seen);
        }

        String port() {
            return out().lines().findFirst().orElse("").replaceFirst(".*:", "");
        }

        String adminPassword() {
            return out().lines()
                    .filter(line -> line.startsWith("admin: "))
                    .findFirst()
                    .orElse("")
                    .replaceFirst(".* ", "");
        }

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        /** SIGTERM. Returns the exit code. */
        int terminate(Duration limit) throws InterruptedException {
            Set<Long> unused = descendants();
            process.destroy();
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
        }
    }

    private final Path folder;
    private final Map<String, String> variables = new HashMap<>();
    private final List<Running> started = new ArrayList<>();

    JarRunner(Path folder, Map<String, String> variables) {
        this.folder = folder;
        this.variables.putAll(variables);
        this.variables.put("XDG_STATE_HOME", folder.resolve("state").toString());
    }

    void set(String variable, String value) {
        variables.put(variable, value);
    }

    Result run(String... arguments) throws Exception {
        return runWithInput("", arguments);
    }

    Result runWithInput(String input, String... arguments) throws Exception {
        Running running = start(Map.of(), Arrays.asList(arguments));
        running.process().getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        running.process().getOutputStream().close();
        boolean ended = running.process().waitFor(COMMAND_LIMIT.toSeconds(), TimeUnit.SECONDS);
        return new Result(ended ? running.process().exitValue() : -1, running.out(), running.errors());
    }

    Running start(String command, String... arguments) throws IOException {
        return start(Map.of(), command, arguments);
    }

    /** With variables for this command alone. */
    Running start(Map<String, String> more, String command, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(Arrays.asList(arguments));
        return start(more, all);
    }

    /** Stops what still runs. */
    @Override
    public void close() {
        started.forEach(running -> running.process().destroy());
        started.forEach(JarRunner::awaitEnd);
    }

    /** The command without its arguments. */
    List<String> java() throws IOException {
        Path jar = Path.of("target", "cli.jar");
        List<String> command = new ArrayList<>(List.of(JavaProgram.path(), "-XX:TieredStopAtLevel=1"));
        command.addAll(JavaProgram.options());
        command.addAll(new ClassArchive(MODULE.resolve(jar), REACHES_NOBODY, Map.of()).options());
        command.addAll(List.of("-Dshippy.home=" + Path.of("..").toRealPath(), "-jar", jar.toString()));
        return command;
    }

    private Running start(Map<String, String> more, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(Interruptible.prefix());
        command.addAll(java());
        // Tests share their machine.
        if (!arguments.contains("--timeout")) {
            command.addAll(List.of("--timeout", "30s"));
        }
        command.addAll(arguments);
        Path out = Files.createTempFile(folder, "out", "");
        Path errors = Files.createTempFile(folder, "errors", "");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(errors.toFile());
        builder.directory(MODULE.toFile());
        builder.environment()
                .keySet()
                .removeAll(Set.of("NATS_URL", "PG_URL", "MONGO_URL", "ADMIN_EMAIL", "SHIPPY_TOKEN"));
        builder.environment().putAll(variables);
        builder.environment().putAll(more);
        Running running = new Running(builder.start(), out, errors, new HashSet<>());
        started.add(running);
        return running;
    }

    private static void awaitEnd(Running running) {
        try {
            if (!running.process().waitFor(COMMAND_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                running.process().destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
