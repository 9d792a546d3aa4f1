package dev.shippy.cli.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Finds the knee of a set, then measures below and beyond it.
 *
 * @param limit what 99 of a hundred may take while the system keeps up
 * @param warmUp how long the system is asked before it is measured
 * @param trial about how long each rate is tried
 * @param length how long each point is measured
 */
record OpenRuns(
        OpenLoad load,
        Target target,
        Duration limit,
        Duration warmUp,
        Duration trial,
        Duration length,
        Consumer<String> progress) {

    static final List<Integer> PERCENTS = List.of(50, 70, 90, 120);

    private static final double FIRST_RATE = 4;
    private static final double MOST_RATE = 100_000;
    private static final Duration WARM_UP_STEP = Duration.ofSeconds(1);
    /** A percentile of a few calls says nothing. */
    private static final int FEWEST_CALLS = 20;

    private static final Duration LONGEST_TRIAL = Duration.ofSeconds(20);

    /** Calls a second that the system keeps up with; 0 when it is too slow for any. */
    double knee() throws InterruptedException {
        return Knee.find(this::holds, warmUpRate(), MOST_RATE);
    }

    /** Measures at parts of the knee and adds each point to the list as soon as it is there. */
    void measure(double knee, List<LoadPoint> into) throws InterruptedException {
        for (int percent : PERCENTS) {
            into.add(measure(knee * percent / 100));
        }
    }

    /** Measures one point. */
    LoadPoint measure(double rate) throws InterruptedException {
        return measure(rate, length);
    }

    /** Measures one point for so long. */
    LoadPoint measure(double rate, Duration length) throws InterruptedException {
        CpuWatch watch = CpuWatch.start(target);
        LoadPoint point = load.run(rate, length);
        progress.accept("Measured: " + sentence(point));
        return point.withCpu(cpu(watch, point.calls()));
    }

    /** Asks at a rate before it is measured. */
    void warmUp(double rate) throws InterruptedException {
        if (!warmUp.isZero()) {
            progress.accept("Warming up: " + sentence(load.run(rate, warmUp)));
        }
    }

    /** Asks more and more until the time is over. Returns a rate with which the search may begin. */
    private double warmUpRate() throws InterruptedException {
        long end = System.nanoTime() + warmUp.toNanos();
        double rate = FIRST_RATE;
        do {
            LoadPoint point = load.run(rate, WARM_UP_STEP);
            progress.accept("Warming up: " + sentence(point));
            rate = point.holds(limit) ? Math.min(rate * 2, MOST_RATE) : Math.max(1, rate / 2);
        } while (System.nanoTime() - end < 0);
        return rate / 2;
    }

    private boolean holds(double rate) throws InterruptedException {
        LoadPoint point = load.run(rate, trialLength(rate));
        boolean holds = point.holds(limit);
        progress.accept("Looking for the knee: " + sentence(point) + (holds ? "" : ": too much"));
        return holds;
    }

    private Duration trialLength(double rate) {
        Duration enough = Duration.ofMillis((long) (FEWEST_CALLS * 1000 / rate));
        Duration longer = enough.compareTo(trial) > 0 ? enough : trial;
        return longer.compareTo(LONGEST_TRIAL) < 0 ? longer : LONGEST_TRIAL;
    }

    private static Map<String, Double> cpu(CpuWatch watch, long calls) {
        Map<String, Double> seconds = watch.seconds();
        seconds.replaceAll((process, used) -> used * 1000 / calls);
        return seconds;
    }

    private static String sentence(LoadPoint point) {
        return String.format(
                Locale.ROOT,
                "%.1f/s, answered %.1f/s, p99 %.1f ms, refused %d, errors %d",
                point.rate(),
                point.answeredRate(),
                point.latencies().p99() / 1000,
                point.refused(),
                point.errors());
    }
}
