package dev.shippy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessIT {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Test
    void stopsAServerByItsSignal(@TempDir Path directory) throws IOException {
        ChildProcess child =
                start(directory, "trap 'echo stopped >mark; exit 0' TERM; echo >ready; while :; do sleep 0.05; done");
        assertTrue(Pause.until(() -> Files.exists(directory.resolve("ready")), LIMIT));
        child.close();
        assertEquals("stopped", Files.readString(directory.resolve("mark")).strip());
        assertFalse(Files.exists(directory.resolve("child.running")));
    }

    /** A supervisor that is closed interrupts a restart, which may have begun to stop a healthy server. */
    @Test
    void doesNotKillAServerBecauseItsThreadIsInterrupted(@TempDir Path directory) {
        ChildProcess child =
                start(directory, "trap 'sleep 0.3; exit 5' TERM; echo >ready; while :; do sleep 0.05; done");
        assertTrue(Pause.until(() -> Files.exists(directory.resolve("ready")), LIMIT));
        Thread.currentThread().interrupt();
        child.close();
        assertTrue(Thread.interrupted());
        assertEquals(5, child.exitCode());
    }

    @Test
    void killsAServerThatDoesNotStop(@TempDir Path directory) {
        ChildProcess child = start(directory, "trap '' TERM; echo >ready; while :; do sleep 0.05; done");
        assertTrue(Pause.until(() -> Files.exists(directory.resolve("ready")), LIMIT));
        child.close();
        assertEquals(128 + 9, child.exitCode());
    }

    @Test
    void tellsTheExitCodeAndTheLastLines(@TempDir Path directory) {
        ChildProcess child = start(directory, "echo one; echo two >&2; exit 7");
        assertTrue(child.await(LIMIT));
        assertEquals(7, child.exitCode());
        assertTrue(child.lastLogLines().endsWith("one\n  two"), child.lastLogLines());
        child.close();
    }

    @Test
    void hasNoPartOfThePipe(@TempDir Path directory) throws IOException {
        // A server, or a child of it, that held the pipe would never hear of the end of the JVM.
        ChildProcess child =
                start(directory, "ls -l /proc/self/fd >files.new; mv files.new files; while :; do sleep 0.05; done");
        assertTrue(Pause.until(() -> Files.exists(directory.resolve("files")), LIMIT));
        child.close();
        assertFalse(Files.readString(directory.resolve("files")).contains("pipe:"));
    }

    @Test
    void waitsForOneThatAnEarlierJvmHasLeft(@TempDir Path directory) {
        ChildProcess first = start(directory, "while :; do sleep 0.05; done");
        Thread later = new Thread(() -> {
            Pause.briefly();
            first.close();
        });
        later.start();
        try (ChildProcess second = start(directory, "while :; do sleep 0.05; done")) {
            assertFalse(first.isAlive());
            assertTrue(second.isAlive());
        }
    }

    @Test
    void keepsItsLogWithinABound(@TempDir Path directory) {
        String noisy = "head -c 5000000 /dev/zero; while :; do echo more; sleep 0.05; done";
        try (ChildProcess child = start(directory, noisy)) {
            Path log = directory.resolve("child.log");
            assertTrue(Pause.until(() -> log.toFile().length() > LogFile.BOUND, LIMIT));
            assertTrue(Pause.until(() -> log.toFile().length() < LogFile.BOUND, LIMIT));
            assertTrue(child.isAlive(), child::lastLogLines);
        }
    }

    @Test
    void endsAToolAtItsLimitWithItsChildren(@TempDir Path directory) {
        ChildCommand slow = command(directory, "sleep 61.5 & sleep 62.5");
        EmbeddedServerException ended =
                assertThrows(EmbeddedServerException.class, () -> Tool.run(slow, Duration.ofMillis(300)));
        assertTrue(String.valueOf(ended.getMessage()).contains("not done within"), ended.getMessage());
        assertTrue(ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .noneMatch(line -> line.contains("61.5") || line.contains("62.5")));
    }

    @Test
    void reportsAToolThatFails(@TempDir Path directory) {
        ChildCommand failing = command(directory, "echo no such package; exit 100");
        EmbeddedServerException failed = assertThrows(EmbeddedServerException.class, () -> Tool.run(failing, LIMIT));
        assertTrue(String.valueOf(failed.getMessage()).contains("code 100"));
        assertTrue(String.valueOf(failed.getMessage()).contains("no such package"));
    }

    private static ChildProcess start(Path directory, String script) {
        return ChildProcess.start(command(directory, script));
    }

    private static ChildCommand command(Path directory, String script) {
        return new ChildCommand(
                "child", directory, List.of("sh", "-c", script), Map.of(), "TERM", Duration.ofMillis(500));
    }
}
