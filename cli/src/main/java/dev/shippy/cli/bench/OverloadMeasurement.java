package dev.shippy.cli.bench;

import dev.shippy.cli.Gateway;
import dev.shippy.cli.Shippy;
import dev.shippy.runtime.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What `bench overload` does: find a system, prepare, measure, print.
 *
 * @param warmUp before anything counts
 * @param length of the points beside the overload
 * @param overloaded how long too much is asked for
 * @param system which one is measured
 */
record OverloadMeasurement(
        Shippy shippy, LoadSet set, Duration warmUp, Duration length, Duration overloaded, SystemChoice system) {

    private static final int MOST_CALLERS = 16;

    static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Returns the exit code. */
    int run() {
        return Stoppable.run(shippy, this::measure);
    }

    private void measure(Path work) throws InterruptedException {
        Map<String, Object> about = Machine.describe();
        about.put("set", set.toString());
        about.put("duration", Durations.format(overloaded));
        try (OpenedTarget opened = OpenedTarget.open(shippy, system, work);
                Gateway gateway = opened.connect()) {
            Stage stage = opened.prepare(set, gateway, system);
            try {
                measure(about, opened.target(), new RpcAsker(gateway, set, stage));
            } finally {
                opened.leave(gateway, stage);
            }
        }
    }

    /** 16 are never refused, but where passwords are hashed. */
    private int callers() {
        return set.asks(LoadSet.LOGIN) || set == LoadSet.SIGN_UP ? set.clients() : MOST_CALLERS;
    }

    private void measure(Map<String, Object> about, Target target, Asker asker) throws InterruptedException {
        OverloadRun.Result result = new OverloadRun.Result();
        OpenRuns runs = new OpenRuns(
                new OpenLoad(asker, Timetable.REAL), target, set.limit(), warmUp, length, length, shippy::note);
        try {
            new OverloadRun(asker, callers(), runs, overloaded, PATIENCE, shippy::note).run(result);
        } finally {
            if (result.points().isEmpty()) {
                shippy.note("Nothing was measured.");
            } else {
                new OverloadReport(about, result).print(shippy.output());
            }
        }
    }
}
