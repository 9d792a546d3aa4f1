package dev.shippy.cli.bench;

import java.time.Duration;
import java.util.Map;

/**
 * What became of requests that were sent at a constant rate.
 *
 * @param rate requests a second that were meant to be sent
 * @param calls how many they were
 * @param seconds from the first request to the last answer, at least to the end of the timetable
 * @param answered with what was asked for
 * @param refused with a code that says that it is too much, or that there is no room
 * @param errors everything else, also requests that were not sent because too many were under way
 * @param latencies of the answered ones, from the moment in which they were to be sent
 * @param refusals of the refused ones
 * @param late how much later than meant 99 of a hundred were sent at most, microseconds
 * @param cpu seconds for 1,000 calls by process; without those that are not ours
 */
record LoadPoint(
        double rate,
        long calls,
        double seconds,
        long answered,
        long refused,
        long errors,
        Percentiles latencies,
        Percentiles refusals,
        double late,
        Map<String, Double> cpu) {

    private static final double TOLERATED = 0.001;

    LoadPoint {
        cpu = Map.copyOf(cpu);
    }

    LoadPoint(double rate, long calls, double seconds, Outcomes outcomes, double late) {
        this(
                rate,
                calls,
                seconds,
                outcomes.answered(),
                outcomes.refused(),
                outcomes.errors(),
                outcomes.latencies(),
                outcomes.refusals(),
                late,
                Map.of());
    }

    /** Answers a second. */
    double answeredRate() {
        return answered / seconds;
    }

    /** Whether all but one in a thousand were answered, and 99 of a hundred within the limit. */
    boolean holds(Duration limit) {
        return refused + errors <= calls * TOLERATED && latencies.p99() <= limit.toNanos() / 1e3;
    }

    LoadPoint withCpu(Map<String, Double> used) {
        return new LoadPoint(rate, calls, seconds, answered, refused, errors, latencies, refusals, late, used);
    }
}
