package dev.shippy.cli.bench;

import dev.shippy.cli.Line;
import dev.shippy.cli.Output;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an overload came to.
 *
 * @param about what was measured, how and where
 */
record OverloadReport(Map<String, Object> about, OverloadRun.Result result) {

    void print(Output output) {
        Map<String, Object> all = new LinkedHashMap<>(about);
        List<Line> findings = findings();
        findings.forEach(line -> all.put(line.name(), line.value()));
        new OpenReport(all, "peak", result.peak(), result.points()).print(output);
    }

    private List<Line> findings() {
        List<Line> lines = new ArrayList<>();
        if (result.points().size() > 1) {
            LoadPoint unloaded = result.points().get(0);
            LoadPoint overloaded = result.points().get(1);
            lines.add(new Line("goodput_of_peak", Spread.shown(overloaded.answeredRate() / result.peak())));
            lines.add(new Line(
                    "accepted_p99_of_unloaded",
                    Spread.shown(overloaded.latencies().p99()
                            / Math.max(1, unloaded.latencies().p99()))));
            lines.add(new Line(
                    "refused_p99_ms", Spread.shown(overloaded.refusals().p99() / 1000)));
            lines.add(new Line("recovered_after_s", recovered()));
        }
        return lines;
    }

    private String recovered() {
        return result.recovered().isPresent()
                ? String.format(Locale.ROOT, "%.1f", result.recovered().getAsDouble())
                : "not within " + OverloadMeasurement.PATIENCE.toSeconds();
    }
}
