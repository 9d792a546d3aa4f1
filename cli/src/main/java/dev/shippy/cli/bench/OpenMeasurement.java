package dev.shippy.cli.bench;

import dev.shippy.cli.FailureException;
import dev.shippy.cli.Gateway;
import dev.shippy.cli.Shippy;
import dev.shippy.runtime.Durations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What `bench open` does: find a system, prepare, measure, print and draw.
 *
 * @param size how much is measured
 * @param rate the only one, or the knee is looked for
 * @param drawing where to draw the curve
 * @param system which one is measured
 */
record OpenMeasurement(
        Shippy shippy, LoadSet set, Size size, Optional<Integer> rate, Optional<Path> drawing, SystemChoice system) {

    /**
     * How much is measured.
     *
     * @param limit what 99 of a hundred calls may take while the system keeps up
     * @param warmUp before anything counts
     * @param trial of each rate that is tried
     * @param length of each point
     */
    record Size(Duration limit, Duration warmUp, Duration trial, Duration length) {}

    /** Returns the exit code. */
    int run() {
        return Stoppable.run(shippy, this::measure);
    }

    private void measure(Path work) throws InterruptedException {
        Map<String, Object> about = about();
        try (OpenedTarget opened = OpenedTarget.open(shippy, system, work);
                Gateway gateway = opened.connect()) {
            Stage stage = opened.prepare(set, gateway, system);
            try {
                OpenLoad load = new OpenLoad(new RpcAsker(gateway, set, stage), Timetable.REAL);
                measure(
                        about,
                        new OpenRuns(
                                load,
                                opened.target(),
                                size.limit(),
                                size.warmUp(),
                                size.trial(),
                                size.length(),
                                shippy::note));
            } finally {
                opened.leave(gateway, stage);
            }
        }
    }

    private void measure(Map<String, Object> about, OpenRuns runs) throws InterruptedException {
        List<LoadPoint> points = new ArrayList<>();
        double knee = 0;
        try {
            if (rate.isPresent()) {
                runs.warmUp(rate.get());
                points.add(runs.measure(rate.get()));
            } else {
                knee = kneeOf(runs);
                runs.measure(knee, points);
            }
        } finally {
            report(about, knee, points);
        }
    }

    private static double kneeOf(OpenRuns runs) throws InterruptedException {
        double knee = runs.knee();
        if (knee == 0) {
            throw new FailureException("The system does not keep up with one call in two seconds;"
                    + " a longer --limit lets it, --rate measures without looking for the knee");
        }
        return knee;
    }

    private Map<String, Object> about() {
        Map<String, Object> about = Machine.describe();
        about.put("set", set.toString());
        about.put("limit", Durations.format(size.limit()));
        about.put("duration", Durations.format(size.length()));
        return about;
    }

    private void report(Map<String, Object> about, double knee, List<LoadPoint> points) {
        if (points.isEmpty()) {
            shippy.note(knee > 0 ? "The knee is at " + Math.round(knee) + " calls a second." : "Nothing was measured.");
            return;
        }
        drawing.ifPresent(file -> draw(file, new Curve("Shippy, " + set + ": latency against rate", knee, points)));
        new OpenReport(about, OpenReport.KNEE, knee, points).print(shippy.output());
    }

    /** A drawing that cannot be written does not take the figures with it. */
    private void draw(Path file, Curve curve) {
        try {
            Files.writeString(file, curve.svg());
        } catch (IOException unwritable) {
            shippy.note("The drawing cannot be written: " + unwritable);
        }
    }
}
