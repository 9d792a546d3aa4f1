package dev.shippy.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PairReportTest {

    @Test
    void hasTheMedianOfTheRatiosAndNotTheRatioOfTheMedians() {
        JsonObject report =
                report(pair(100, 200), pair(300, 400), pair(200, 800)).json();

        assertEquals(0.5, report.getJsonObject("ratio").getDouble("median"));
        assertEquals(0.25, report.getJsonObject("ratio").getDouble("least"));
        assertEquals(0.75, report.getJsonObject("ratio").getDouble("most"));
        assertEquals(200L, report.getJsonObject("shippy").getLong("rate"));
        assertEquals(400L, report.getJsonObject("echo").getLong("rate"));
    }

    @Test
    void leavesOutARunThatWasRefusedAndCountsIt() {
        Measured refused = Measured.of(
                new NatsBench.Run("Request did not receive a good reply: \"\"", 1, 0.1), 1000, Map.of("services", 1.0));
        JsonObject report =
                report(pair(100, 200), new Pair(refused, measured(500))).json();

        assertEquals(0.5, report.getJsonObject("ratio").getDouble("most"));
        assertEquals(1, report.getJsonObject("shippy").getInteger("refused"));
        assertEquals(0, report.getJsonObject("shippy").getInteger("errors"));
        assertNull(report.getJsonArray("pairs").getJsonObject(1).getDouble("ratio"));
    }

    @Test
    void tellsCpuForAThousandCalls() {
        String text =
                "NATS Core NATS service requester stats: 10 msgs/sec ~ P50: 1us ~ P90: 2us ~ P99: 3us ~ P99.9: 4us";
        Measured measured = Measured.of(new NatsBench.Run(text, 0, 0.5), 2000, Map.of("services", 3.0));

        assertEquals(Map.of("services", 1.5, "client", 0.25), measured.cpu());
    }

    @Test
    void hasNoLatenciesWhereNobodyWaits() {
        JsonObject report = report(new Pair(read(300), read(200))).json().getJsonObject("shippy");

        assertEquals(300L, report.getLong("rate"));
        assertFalse(report.containsKey("p50_us"));
    }

    private static Measured read(double rate) {
        return new Measured(Optional.of(new NatsBenchOutput(rate)), 0, 0, Map.of());
    }

    private static PairReport report(Pair... pairs) {
        return new PairReport(Map.of("set", "find-available"), "echo", List.of(pairs));
    }

    private static Pair pair(double system, double echo) {
        return new Pair(measured(system), measured(echo));
    }

    private static Measured measured(double rate) {
        return new Measured(
                Optional.of(new NatsBenchOutput(rate, new Percentiles(1, 2, 3, 4))), 0, 0, Map.of("services", 0.5));
    }
}
