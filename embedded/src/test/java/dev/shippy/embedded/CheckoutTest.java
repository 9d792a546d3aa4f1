package dev.shippy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes of a checkout do not depend on git settings. */
class CheckoutTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    @Test
    void keepsLineFeedsWhereGitWouldConvertThem() throws Exception {
        assumeTrue(Files.exists(ROOT.resolve(".git")), "not a clone: there are no settings of git");
        Path clone = folder.resolve("clone");
        run(List.of("git", "-c", "core.autocrlf=true", "clone", "-q", "--shared", ROOT.toString(), clone.toString()));

        for (String file : List.of("shippy", "docker/run", ".env.example", "postgres/databases.sh", "pom.xml")) {
            String text = Files.readString(clone.resolve(file), StandardCharsets.UTF_8);
            assertEquals(-1, text.indexOf('\r'), file);
        }
    }

    private void run(List<String> command) throws Exception {
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it does not end");
        assertEquals(0, process.exitValue(), () -> log + " says why");
    }
}
