package dev.shippy.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Programs that do one thing and end. */
final class Tool {

    private Tool() {}

    /** Runs a program of PATH in a folder; at the limit it is killed with all that it has started. */
    static void run(String name, Duration limit, Path folder, Map<String, String> environment, String... arguments) {
        Path program = Executables.find(name).orElseThrow(() -> new EmbeddedServerException(name + " is not on PATH"));
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        run(new ChildCommand(name, folder, command, environment, "TERM", Duration.ofSeconds(1)), limit);
    }

    static void run(ChildCommand command, Duration limit) {
        ChildProcess process = ChildProcess.start(command);
        if (!process.await(limit)) {
            process.kill();
            throw new EmbeddedServerException(
                    command.name() + " was not done within " + limit.toSeconds() + " s. " + process.lastLogLines());
        }
        process.close();
        if (process.exitCode() != 0) {
            throw new EmbeddedServerException(
                    command.name() + " ended with code " + process.exitCode() + ". " + process.lastLogLines());
        }
    }

    static void delete(Path file) {
        try {
            boolean unused = Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new EmbeddedServerException(file + " cannot be deleted: " + e.getMessage(), e);
        }
    }
}
