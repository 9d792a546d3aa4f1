package dev.shippy.consignment;

import static dev.shippy.consignment.Samples.await;
import static dev.shippy.consignment.Samples.freshId;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.consignment.v1.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as people run it: {@code java -jar}, its settings in environment variables. */
final class ConsignmentProcessIT {

    private static final Path JAR = Path.of("target", "consignment.jar");

    @Test
    void booksAndEndsCleanly(@TempDir Path folder) throws IOException, InterruptedException {
        try (ServiceFixture others = new ServiceFixture(folder.resolve("nats"), 0)) {
            others.vessels.look(vessels -> vessels.with("vessel1", 1));
            Process process = start(others.environment(), folder.resolve("log"));
            try {
                Response response = Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> book(others), Optional::isPresent)
                        .orElseThrow();
                assertEquals("vessel1", response.getConsignment().getVesselId());
                process.destroy();
                assertTrue(process.waitFor(10, TimeUnit.SECONDS));
                assertEquals(0, process.exitValue());
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void saysEverythingThatIsMissingAndEnds(@TempDir Path folder) throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        Process process = start(Map.of(), log);
        try {
            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
            assertEquals(2, process.exitValue());
            assertEquals("NATS_PASSWORD is missing\nNATS_PUBLIC_PASSWORD is missing\n", Files.readString(log));
        } finally {
            process.destroyForcibly();
        }
    }

    /** Nothing while the process is not there yet. */
    private static Optional<Response> book(ServiceFixture others) {
        try {
            return Optional.of(await(others.book("user1", freshId(), Wire.message(Samples.pending("", 1)))));
        } catch (ServiceException failure) {
            assertEquals(ErrorCode.UNAVAILABLE, failure.code());
            return Optional.empty();
        }
    }

    private static Process start(Map<String, String> environment, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m", "-jar", JAR.toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("NATS_"));
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }
}
