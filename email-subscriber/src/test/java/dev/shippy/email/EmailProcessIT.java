package dev.shippy.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.EventMessage;
import dev.shippy.embedded.ScriptedSmtp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The subscriber as people run it: {@code java -jar}, its settings in environment variables. */
class EmailProcessIT {

    private static final Path JAR = Path.of("target", "email-subscriber.jar");

    @Test
    void mailsAndEndsCleanly(@TempDir Path folder) throws IOException, InterruptedException {
        try (ScriptedSmtp smtp = ScriptedSmtp.start();
                ServiceFixture others = new ServiceFixture(folder, smtp.url(), Map.of(), 0)) {
            Path log = folder.resolve("log");
            Process process = start(others.variables("email-subscriber"), log);
            try {
                EventMessage event = Samples.userCreated(others.users.add("Ada", "ada@example.org"));
                others.raw.tell(event);
                Awaitility.await()
                        .atMost(TestContext.PATIENCE)
                        .until(() -> smtp.accepted().containsKey("<" + event.id() + "@shippy.test>"));
                process.destroy();
                assertTrue(process.waitFor(15, TimeUnit.SECONDS));
                assertEquals(0, process.exitValue(), Files.readString(log));
                String told = Files.readString(log);
                assertTrue(told.contains("email-subscriber serves"), told);
                assertTrue(!told.contains("example.org"), told);
            } finally {
                process.destroyForcibly();
            }
        }
    }

    /** The client never tries again by itself: whoever supervises the process starts it anew, maybe with the new password. */
    @Test
    void endsWhenNatsRefusesItsLogin(@TempDir Path folder) throws IOException, InterruptedException {
        try (ScriptedSmtp smtp = ScriptedSmtp.start();
                ServiceFixture others = new ServiceFixture(folder, smtp.url(), Map.of(), 0)) {
            Path log = folder.resolve("log");
            Process process = start(others.variables("email-subscriber"), log);
            try {
                Awaitility.await()
                        .atMost(TestContext.PATIENCE)
                        .until(() -> Files.readString(log).contains("email-subscriber serves"));

                others.changeNatsPasswords();

                assertTrue(process.waitFor(30, TimeUnit.SECONDS), Files.readString(log));
                assertEquals(1, process.exitValue());
                String told = Files.readString(log);
                assertTrue(told.contains("email-subscriber ends: NATS refuses the user email-subscriber"), told);
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void saysEverythingThatIsWrongAndEnds(@TempDir Path folder) throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        Process process = start(Map.of("SMTP_URL", "http://mail"), log);
        try {
            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
            assertEquals(2, process.exitValue());
            assertEquals("""
                    NATS_PASSWORD is missing
                    NATS_PUBLIC_PASSWORD is missing
                    SMTP_URL: the scheme is not smtp:// or smtps://; expected form: smtp://127.0.0.1:1025
                    """, Files.readString(log));
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(Map<String, String> variables, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(variables);
        return builder.start();
    }
}
