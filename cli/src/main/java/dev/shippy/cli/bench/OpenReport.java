package dev.shippy.cli.bench;

import dev.shippy.cli.Column;
import dev.shippy.cli.Line;
import dev.shippy.cli.Output;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What requests at constant rates came to.
 *
 * @param about what was measured, how and where
 * @param mark what rates are compared with: the knee or the peak
 * @param knee calls a second at the mark; 0 when it was not looked for
 */
record OpenReport(Map<String, Object> about, String mark, double knee, List<LoadPoint> points) {

    static final String KNEE = "knee";

    void print(Output output) {
        List<Column<LoadPoint>> columns = new ArrayList<>();
        columns.add(new Column<>("% OF " + mark.toUpperCase(Locale.ROOT), this::percent));
        columns.add(new Column<>("ASKED/S", point -> tenths(point.rate())));
        columns.add(new Column<>("ANSWERED/S", point -> tenths(point.answeredRate())));
        columns.add(latency("P50 us", Percentiles::p50));
        columns.add(latency("P90 us", Percentiles::p90));
        columns.add(latency("P99 us", Percentiles::p99));
        columns.add(latency("P99.9 us", Percentiles::p999));
        columns.add(new Column<>("ERRORS", LoadPoint::errors));
        columns.add(new Column<>("REFUSED", LoadPoint::refused));
        columns.add(new Column<>(
                "THEIR P99 us", point -> Math.round(point.refusals().p99())));
        columns.add(new Column<>("LATE us", point -> Math.round(point.late())));
        processes().forEach(process -> columns.add(new Column<>("CPU " + process, point -> cpu(point, process))));
        output.lines(about);
        if (knee > 0) {
            output.lines(List.of(new Line(mark, tenths(knee) + " calls/s")));
        }
        output.table(points, columns, json());
    }

    JsonObject json() {
        JsonArray all = new JsonArray();
        points.forEach(point -> all.add(json(point)));
        return new JsonObject(new LinkedHashMap<>(about)).put(mark, knee).put("points", all);
    }

    private JsonObject json(LoadPoint point) {
        JsonObject cpu = new JsonObject();
        point.cpu().forEach((process, seconds) -> cpu.put(process, PairReport.thousandths(seconds)));
        return new JsonObject()
                .put("percent_of_" + mark, percent(point))
                .put("asked", point.rate())
                .put("answered", point.answeredRate())
                .put("p50_us", point.latencies().p50())
                .put("p90_us", point.latencies().p90())
                .put("p99_us", point.latencies().p99())
                .put("p99_9_us", point.latencies().p999())
                .put("errors", point.errors())
                .put("refused", point.refused())
                .put("refused_p99_us", point.refusals().p99())
                .put("late_p99_us", point.late())
                .put("cpu_seconds_per_1000", cpu);
    }

    private Object percent(LoadPoint point) {
        return knee > 0 ? Math.round(point.rate() / knee * 100) : "-";
    }

    private List<String> processes() {
        return points.stream()
                .flatMap(point -> point.cpu().keySet().stream())
                .distinct()
                .sorted()
                .toList();
    }

    private static Column<LoadPoint> latency(String title, ToDoubleFunction<Percentiles> percentile) {
        return new Column<>(title, point -> Math.round(percentile.applyAsDouble(point.latencies())));
    }

    private static Object cpu(LoadPoint point, String process) {
        return Optional.ofNullable(point.cpu().get(process))
                .<Object>map(PairReport::thousandths)
                .orElse("-");
    }

    private static BigDecimal tenths(double number) {
        return BigDecimal.valueOf(Math.round(number * 10), 1);
    }
}
