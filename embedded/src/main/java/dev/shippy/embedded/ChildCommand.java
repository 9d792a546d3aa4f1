package dev.shippy.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a {@link ChildProcess} runs.
 *
 * @param name for messages, and for the files {@code <name>.log} and {@code <name>.running} in the directory
 * @param directory the working directory; must exist
 * @param arguments the program and its arguments; no secrets, since others can read them
 * @param environment variables in addition to those of this JVM
 * @param stopSignal such as {@code TERM}
 * @param grace from the stop signal to SIGKILL, in steps of 100 ms
 */
public record ChildCommand(
        String name,
        Path directory,
        List<String> arguments,
        Map<String, String> environment,
        String stopSignal,
        Duration grace) {

    public ChildCommand {
        directory = directory.toAbsolutePath();
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    Path running() {
        return directory.resolve(name + ".running");
    }

    /** Without the environment, which holds passwords. */
    @Override
    public String toString() {
        return name + " " + arguments;
    }
}
