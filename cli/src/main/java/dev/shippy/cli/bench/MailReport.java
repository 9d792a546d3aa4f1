package dev.shippy.cli.bench;

import dev.shippy.cli.Column;
import dev.shippy.cli.Output;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What sign-ups and their mails came to, with where it was measured.
 *
 * @param about what was measured, how and where
 * @param cpu seconds by process, of all together
 */
record MailReport(Map<String, Object> about, Welcomed welcomed, Map<String, Double> cpu) {

    void print(Output output) {
        List<Column<Welcomed>> columns = new ArrayList<>();
        columns.add(new Column<>("ASKED/S", row -> tenths(row.rate())));
        columns.add(new Column<>("SIGNED UP/S", row -> tenths(row.signUpRate())));
        columns.add(new Column<>("MAILS/S", row -> tenths(row.mailRate())));
        columns.add(new Column<>("P50 ms", row -> millis(row.toInbox().p50())));
        columns.add(new Column<>("P90 ms", row -> millis(row.toInbox().p90())));
        columns.add(new Column<>("P99 ms", row -> millis(row.toInbox().p99())));
        columns.add(new Column<>("P99.9 ms", row -> millis(row.toInbox().p999())));
        columns.add(new Column<>("SIGNED UP", Welcomed::signedUp));
        columns.add(new Column<>("MAILED", Welcomed::mails));
        columns.add(new Column<>("MISSING", Welcomed::missing));
        columns.add(new Column<>("REPEATED", Welcomed::repeated));
        columns.add(new Column<>("REFUSED", Welcomed::refused));
        columns.add(new Column<>("ERRORS", Welcomed::errors));
        perThousand().forEach((process, used) -> columns.add(new Column<>("CPU " + process, row -> used)));
        output.lines(about);
        output.table(List.of(welcomed), columns, json());
    }

    JsonObject json() {
        return new JsonObject(new LinkedHashMap<>(about))
                .put("asked", welcomed.asked())
                .put("signed_up", welcomed.signedUp())
                .put("refused", welcomed.refused())
                .put("errors", welcomed.errors())
                .put("mailed", welcomed.mails())
                .put("missing", welcomed.missing())
                .put("repeated", welcomed.repeated())
                .put("asked_per_second", welcomed.rate())
                .put("signed_up_per_second", welcomed.signUpRate())
                .put("mails_per_second", welcomed.mailRate())
                .put("p50_us", welcomed.toInbox().p50())
                .put("p90_us", welcomed.toInbox().p90())
                .put("p99_us", welcomed.toInbox().p99())
                .put("p99_9_us", welcomed.toInbox().p999())
                .put("cpu_seconds_per_1000", new JsonObject(new LinkedHashMap<>(perThousand())));
    }

    private Map<String, BigDecimal> perThousand() {
        Map<String, BigDecimal> each = new TreeMap<>();
        cpu.forEach((process, used) ->
                each.put(process, PairReport.thousandths(used * 1000 / Math.max(1, welcomed.mails()))));
        return each;
    }

    private static BigDecimal millis(double micros) {
        return tenths(micros / 1000);
    }

    private static BigDecimal tenths(double number) {
        return BigDecimal.valueOf(Math.round(number * 10), 1);
    }
}
