package dev.shippy.cli.bench;

import dev.shippy.cli.Column;
import dev.shippy.cli.Line;
import dev.shippy.cli.Output;
import dev.shippy.cli.Shippy;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What pairs of runs came to: the medians of each side, and the ratio.
 *
 * @param about what was measured, how and where
 * @param other what the second of each pair is called
 */
record PairReport(Map<String, Object> about, String other, List<Pair> pairs) {

    /** One line of the table. */
    private record Row(String name, List<Measured> runs) {

        Object rate() {
            return median(figures().map(NatsBenchOutput::rate));
        }

        boolean hasLatencies() {
            return figures().anyMatch(figures -> figures.latencies().isPresent());
        }

        Object latency(ToDoubleFunction<Percentiles> percentile) {
            return median(
                    figures().flatMap(figures -> figures.latencies().stream()).map(percentile::applyAsDouble));
        }

        private Stream<NatsBenchOutput> figures() {
            return runs.stream().flatMap(run -> run.figures().stream());
        }

        private static Object median(Stream<Double> figures) {
            List<Double> numbers = figures.toList();
            return numbers.isEmpty() ? "-" : Math.round(Spread.of(numbers).median());
        }

        int errors() {
            return runs.stream().mapToInt(Measured::errors).sum();
        }

        int refused() {
            return runs.stream().mapToInt(Measured::refused).sum();
        }

        Map<String, Double> cpu() {
            Map<String, List<Double>> byProcess = new TreeMap<>();
            runs.forEach(run -> run.cpu()
                    .forEach((process, seconds) -> byProcess
                            .computeIfAbsent(process, any -> new ArrayList<>())
                            .add(seconds)));
            Map<String, Double> medians = new TreeMap<>();
            byProcess.forEach((process, seconds) ->
                    medians.put(process, Spread.of(seconds).median()));
            return medians;
        }

        Object cpu(String process) {
            return Optional.ofNullable(cpu().get(process))
                    .<Object>map(PairReport::thousandths)
                    .orElse("-");
        }
    }

    /** Also of a run that was stopped: what there is so far. */
    static void print(Shippy shippy, Map<String, Object> about, String other, List<Pair> pairs) {
        if (pairs.isEmpty()) {
            shippy.note("Nothing was measured.");
        } else {
            new PairReport(about, other, pairs).print(shippy.output());
        }
    }

    private void print(Output output) {
        List<Row> rows = rows();
        List<Column<Row>> columns = new ArrayList<>();
        columns.add(new Column<>("", Row::name));
        columns.add(new Column<>("PER SECOND", Row::rate));
        if (rows.stream().anyMatch(Row::hasLatencies)) {
            columns.add(new Column<>("P50 us", row -> row.latency(Percentiles::p50)));
            columns.add(new Column<>("P90 us", row -> row.latency(Percentiles::p90)));
            columns.add(new Column<>("P99 us", row -> row.latency(Percentiles::p99)));
            columns.add(new Column<>("P99.9 us", row -> row.latency(Percentiles::p999)));
        }
        columns.add(new Column<>("ERRORS", Row::errors));
        columns.add(new Column<>("REFUSED", Row::refused));
        processes(rows).forEach(process -> columns.add(new Column<>("CPU " + process, row -> row.cpu(process))));
        output.lines(about);
        output.table(rows, columns, json());
        output.lines(List.of(new Line("ratio", ratio().map(this::sentence).orElse("-"))));
    }

    JsonObject json() {
        JsonObject document = new JsonObject(new LinkedHashMap<>(about));
        rows().forEach(row -> document.put(row.name(), json(row)));
        ratio().ifPresent(spread -> document.put(
                "ratio",
                new JsonObject()
                        .put("median", spread.median())
                        .put("least", spread.least())
                        .put("most", spread.most())));
        JsonArray all = new JsonArray();
        pairs.forEach(pair -> all.add(new JsonObject()
                .put("shippy", pair.system().rate())
                .put(other, pair.other().rate())
                .put("ratio", pair.ratio().orElse(null))));
        return document.put("pairs", all);
    }

    private String sentence(Spread spread) {
        return spread + ", the median of " + pairs.size() + (pairs.size() == 1 ? " pair" : " pairs")
                + ", from the least to the most";
    }

    private Optional<Spread> ratio() {
        List<Double> ratios =
                pairs.stream().flatMap(pair -> pair.ratio().stream()).toList();
        return ratios.isEmpty() ? Optional.empty() : Optional.of(Spread.of(ratios));
    }

    private List<Row> rows() {
        return List.of(new Row("shippy", runs(Pair::system)), new Row(other, runs(Pair::other)));
    }

    private List<Measured> runs(Function<Pair, Measured> side) {
        return pairs.stream().map(side).toList();
    }

    private static List<String> processes(List<Row> rows) {
        return rows.stream()
                .flatMap(row -> row.cpu().keySet().stream())
                .distinct()
                .sorted()
                .toList();
    }

    private static JsonObject json(Row row) {
        JsonObject cpu = new JsonObject();
        row.cpu().forEach((process, seconds) -> cpu.put(process, thousandths(seconds)));
        JsonObject figures = new JsonObject().put("rate", row.rate());
        if (row.hasLatencies()) {
            figures.put("p50_us", row.latency(Percentiles::p50))
                    .put("p90_us", row.latency(Percentiles::p90))
                    .put("p99_us", row.latency(Percentiles::p99))
                    .put("p99_9_us", row.latency(Percentiles::p999));
        }
        return figures.put("errors", row.errors()).put("refused", row.refused()).put("cpu_seconds_per_1000", cpu);
    }

    static BigDecimal thousandths(double number) {
        return BigDecimal.valueOf(number).setScale(3, RoundingMode.HALF_UP);
    }
}
