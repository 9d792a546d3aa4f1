package dev.shippy.cli.bench;

import dev.shippy.cli.FailureException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Asks for three times what a system can answer, and looks how soon it is itself again.
 *
 * @param asker may be asked by any thread
 * @param callers who ask for the peak; so few that none is refused
 * @param runs measure at a constant rate; their length is that of the points beside the overload
 * @param overloaded for how long too much is asked for
 * @param patience how long it may take until it is itself again
 */
record OverloadRun(
        Asker asker, int callers, OpenRuns runs, Duration overloaded, Duration patience, Consumer<String> progress) {

    static final int TIMES = 3;

    private static final Duration SLICE = Duration.ofMillis(500);
    /** A slice has few calls, so that its 99th percentile is uneven. */
    private static final double AGAIN = 2;

    /** What came of it, so far as it got. */
    static final class Result {

        private double peak;
        private final List<LoadPoint> points = new ArrayList<>();
        private OptionalDouble recovered = OptionalDouble.empty();

        /** Answers a second when some callers ask as quickly as they can. */
        double peak() {
            return peak;
        }

        /** At half the peak, and beyond it. */
        List<LoadPoint> points() {
            return List.copyOf(points);
        }

        /** Seconds after the last request of the overload until calls were as quick as before. */
        OptionalDouble recovered() {
            return recovered;
        }
    }

    void run(Result result) throws InterruptedException {
        ClosedLoad closed = new ClosedLoad(asker, callers);
        progress.accept("Warming up");
        var unused = closed.run(runs.warmUp());
        progress.accept("Looking for the peak, " + callers + " callers");
        result.peak = closed.run(runs.length()).rate();
        if (result.peak == 0) {
            throw new FailureException("The system answers nothing");
        }
        progress.accept(String.format(Locale.ROOT, "The peak is %.1f/s", result.peak));
        LoadPoint half = runs.measure(result.peak / 2);
        result.points.add(half);
        LoadPoint overload = runs.measure(result.peak * TIMES, overloaded);
        result.points.add(overload);
        double lastAnswers = overload.seconds() - overloaded.toNanos() / 1e9;
        result.recovered = recover(result.peak / 2, half, lastAnswers);
    }

    private OptionalDouble recover(double rate, LoadPoint before, double already) throws InterruptedException {
        Duration limit = Duration.ofNanos((long) (before.latencies().p99() * AGAIN * 1000));
        long start = System.nanoTime();
        for (int slice = 0; slice < patience.dividedBy(SLICE); slice++) {
            if (runs.load().run(rate, SLICE).holds(limit)) {
                return OptionalDouble.of(already + (System.nanoTime() - start) / 1e9);
            }
        }
        return OptionalDouble.empty();
    }
}
