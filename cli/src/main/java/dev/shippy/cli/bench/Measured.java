package dev.shippy.cli.bench;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One run of calls, one after the other by each of some callers.
 *
 * @param figures rate and latencies; nothing when the run ended early
 * @param errors calls that had no answer: at most one, since the run ends with it
 * @param refused calls that were refused: at most one, since the run ends with it
 * @param cpu seconds for 1,000 calls by process; without those that are not ours
 */
record Measured(Optional<NatsBenchOutput> figures, int errors, int refused, Map<String, Double> cpu) {

    /** Who asks. */
    static final String CLIENT = "client";
    /** Who answers instead of Shippy. */
    static final String ECHO = "echo";

    Measured {
        cpu = Map.copyOf(cpu);
    }

    static Measured of(NatsBench.Run run, int calls, Map<String, Double> servers) {
        Map<String, Double> cpu = new TreeMap<>(servers);
        cpu.put(CLIENT, run.cpuSeconds());
        cpu.replaceAll((process, seconds) -> seconds * 1000 / calls);
        if (run.exitCode() != 0) {
            boolean refused = NatsBenchOutput.wasRefused(run.text());
            return new Measured(Optional.empty(), refused ? 0 : 1, refused ? 1 : 0, Map.of());
        }
        return new Measured(NatsBenchOutput.parse(run.text()), 0, 0, cpu);
    }

    double rate() {
        return figures.map(NatsBenchOutput::rate).orElse(0.0);
    }
}
