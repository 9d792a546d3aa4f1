package dev.shippy.cli.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    private JarRunner shippy;

    @BeforeEach
    void inAnEmptyHome() {
        shippy = new JarRunner(folder, Map.of());
    }

    @AfterEach
    void stopAll() {
        shippy.close();
    }

    @Test
    void walksThroughTheMainJob() throws Exception {
        JarRunner.Result result = shippy.run("demo");

        assertEquals(0, result.code(), result.toString());
        assertEquals(4, count(result.out(), "created: true"), result.out());
        assertTrue(result.out().contains("No vessel has room"), result.out());
        assertEquals(2, count(result.out(), "=> exit code 3"), result.out());
        assertTrue(result.out().contains("nothing was over-booked"), result.out());
    }

    @Test
    void cleansUpAfterCtrlC() throws Exception {
        JarRunner.Running demo = shippy.start("demo");
        await().atMost(LIMIT).until(() -> demo.out().contains("1. Sign up") || !demo.isAlive());
        Set<Long> children = demo.descendants();

        Process unused =
                new ProcessBuilder("kill", "-INT", String.valueOf(demo.process().pid())).start();

        assertTrue(demo.process().waitFor(60, TimeUnit.SECONDS), "it does not end");
        assertEquals(130, demo.process().exitValue(), demo.errors());
        await().atMost(LIMIT)
                .until(() -> children.stream()
                        .noneMatch(pid -> ProcessHandle.of(pid)
                                .filter(ProcessHandle::isAlive)
                                .isPresent()));
    }

    private static int count(String text, String part) {
        return (text.length() - text.replace(part, "").length()) / part.length();
    }
}
