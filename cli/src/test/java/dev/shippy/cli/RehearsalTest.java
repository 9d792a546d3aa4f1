package dev.shippy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.embedded.JavaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {

    /** Commands that get no answer would load half of their classes, and nobody would see it. */
    @Test
    void playsEachCommandToItsEnd(@TempDir Path folder) throws IOException, InterruptedException {
        Path errors = folder.resolve("errors");
        List<String> command = new ArrayList<>(List.of(JavaProgram.path()));
        command.addAll(JavaProgram.options());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", JavaProgram.classPath(), Rehearsal.class.getName()));
        Process rehearsal = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(errors.toFile())
                .start();
        try {
            assertTrue(rehearsal.waitFor(60, TimeUnit.SECONDS), "it does not end");
        } finally {
            rehearsal.destroyForcibly();
        }

        assertEquals(
                List.of(
                        "vessel list: 3",
                        "vessel list --token T: 0",
                        "vessel list --token T --output json: 0",
                        "vessel find --token T --capacity 1 --max-weight 1: 0",
                        "consignment list --token T: 0",
                        "consignment get c1 --token T: 0",
                        "user whoami --token T: 3",
                        "status: 7",
                        "--help: 0"),
                Files.readAllLines(errors).stream()
                        .filter(line -> line.matches(".*: [0-9]"))
                        .toList());
    }
}
