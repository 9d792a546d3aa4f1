package dev.shippy.cli.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.shippy.embedded.EmbeddedServerException;
import dev.shippy.embedded.NatsCommand;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Load tests as people start them, made short. */
class BenchIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private JarRunner shippy;

    @BeforeAll
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    static void findNats() {
        try {
            NatsCommand unused = NatsCommand.find(line -> {});
        } catch (EmbeddedServerException notHere) {
            abort("There is no nats command here: " + notHere.getMessage());
        }
    }

    @BeforeEach
    void inAnEmptyHome() {
        shippy = new JarRunner(folder, Map.of("BCRYPT_COST", "10"));
    }

    @AfterEach
    void stopAll() {
        shippy.close();
    }

    @Test
    void comparesASystemOfItsOwnWithAnEcho() throws Exception {
        JarRunner.Result result = shippy.run(
                "bench", "run", "--pairs", "1", "--duration", "500ms", "--warm-up", "0s", "--output", "json");

        assertEquals(0, result.code(), result.toString());
        JsonObject report = new JsonObject(result.out());
        for (String side : new String[] {"shippy", "echo"}) {
            assertTrue(report.getJsonObject(side).getInteger("rate") > 0, result.out());
            assertTrue(report.getJsonObject(side).getInteger("p99_9_us") > 0, result.out());
            assertEquals(0, report.getJsonObject(side).getInteger("errors"), result.out());
        }
        assertTrue(report.getJsonObject("ratio").getDouble("median") > 0, result.out());
        Set<String> measured = report.getJsonObject("shippy")
                .getJsonObject("cpu_seconds_per_1000")
                .fieldNames();
        assertTrue(measured.containsAll(Set.of("services", "nats-server", "postgres", "client")), result.out());
    }

    @Test
    void measuresAMixAtAConstantRate() throws Exception {
        Path drawing = folder.resolve("mix.svg");
        JarRunner.Result result = shippy.run(
                "bench",
                "open",
                "mix",
                "--rate",
                "30",
                "--duration",
                "1s",
                "--warm-up",
                "1s",
                "--svg",
                drawing.toString(),
                "--output",
                "json");

        assertEquals(0, result.code(), result.toString());
        JsonObject point = new JsonObject(result.out()).getJsonArray("points").getJsonObject(0);
        assertEquals(0, point.getInteger("errors"), result.toString());
        assertTrue(point.getDouble("answered") > 10, result.out());
        assertTrue(point.getDouble("p50_us") > 0, result.out());
        assertTrue(Files.readString(drawing).contains("<svg"), "no drawing");
    }

    @Test
    void comparesBookingsWithTheirWrites() throws Exception {
        JarRunner.Result result = shippy.run(
                "bench",
                "store",
                "--vessels",
                "3",
                "--clients",
                "2",
                "--pairs",
                "1",
                "--duration",
                "500ms",
                "--warm-up",
                "0s",
                "--output",
                "json");

        assertEquals(0, result.code(), result.toString());
        JsonObject report = new JsonObject(result.out());
        for (String side : new String[] {"shippy", "writes"}) {
            assertTrue(report.getJsonObject(side).getInteger("rate") > 0, result.out());
            assertEquals(0, report.getJsonObject(side).getInteger("errors"), result.out());
        }
        assertTrue(
                report.getJsonObject("writes")
                                .getJsonObject("cpu_seconds_per_1000")
                                .getDouble("mongod")
                        > 0,
                result.out());
    }

    @Test
    void measuresFromSignUpsToInboxes() throws Exception {
        JarRunner.Result result = shippy.run(
                "bench",
                "mail",
                "--rate",
                "3",
                "--duration",
                "2s",
                "--warm-up",
                "1s",
                "--bcrypt-cost",
                "4",
                "--output",
                "json");

        assertEquals(0, result.code(), result.toString());
        JsonObject report = new JsonObject(result.out());
        assertEquals(6, report.getInteger("asked"), result.out());
        assertTrue(report.getInteger("signed_up") > 0, result.out());
        assertEquals(report.getInteger("signed_up"), report.getInteger("mailed"), result.out());
        assertEquals(0, report.getInteger("missing"), result.out());
        assertEquals(0, report.getInteger("repeated"), result.out());
        assertTrue(report.getDouble("p50_us") > 0, result.out());
    }

    @Test
    void measuresSignUpsAtAConstantRate() throws Exception {
        JarRunner.Result result = shippy.run(
                "bench", "open", "sign-up", "--rate", "2", "--duration", "1s", "--warm-up", "1s", "--output", "json");

        assertEquals(0, result.code(), result.toString());
        JsonObject point = new JsonObject(result.out()).getJsonArray("points").getJsonObject(0);
        assertTrue(point.getDouble("answered") > 0, result.out());
        assertEquals(0, point.getInteger("errors"), result.toString());
    }

    @Test
    void comparesAReplayWithNatsBench() throws Exception {
        JarRunner.Result result = shippy.run("bench", "replay", "--events", "1000", "--pairs", "1", "--output", "json");

        assertEquals(0, result.code(), result.toString());
        JsonObject report = new JsonObject(result.out());
        assertTrue(report.getInteger("bytes_per_event") > 300, result.out());
        for (String side : new String[] {"shippy", "nats bench"}) {
            assertTrue(report.getJsonObject(side).getInteger("rate") > 0, result.out());
        }
        assertTrue(report.getJsonObject("ratio").getDouble("median") > 0, result.out());
    }

    @Test
    void asksForTooMuch() throws Exception {
        JarRunner.Result result = shippy.run(
                "bench",
                "overload",
                "booking",
                "--points",
                "500ms",
                "--duration",
                "1s",
                "--warm-up",
                "0s",
                "--output",
                "json");

        assertEquals(0, result.code(), result.toString());
        JsonObject report = new JsonObject(result.out());
        assertTrue(report.getDouble("peak") > 0, result.out());
        assertEquals(2, report.getJsonArray("points").size(), result.out());
        assertTrue(report.containsKey("recovered_after_s"), result.out());
    }

    @Test
    void endsWithWhatWasMeasuredAndLeavesNoProcess() throws Exception {
        JarRunner.Running bench =
                shippy.start("bench", "run", "--pairs", "25", "--duration", "500ms", "--warm-up", "0s");
        await().atMost(LIMIT).until(() -> bench.errors().contains("Pair 1 of 25") || !bench.isAlive());
        Set<Long> children = bench.descendants();

        Process unused = new ProcessBuilder(
                        "kill", "-INT", String.valueOf(bench.process().pid()))
                .start();

        assertTrue(bench.process().waitFor(60, TimeUnit.SECONDS), "it does not end");
        assertEquals(130, bench.process().exitValue(), bench.errors());
        assertTrue(bench.out().contains("ratio: "), bench.out() + bench.errors());
        await().atMost(LIMIT)
                .until(() -> children.stream()
                        .noneMatch(pid -> ProcessHandle.of(pid)
                                .filter(ProcessHandle::isAlive)
                                .isPresent()));
    }
}
