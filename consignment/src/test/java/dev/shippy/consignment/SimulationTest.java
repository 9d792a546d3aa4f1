package dev.shippy.consignment;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;

/**
 * Random histories. {@code -Dsimulation.seed=N} repeats one, {@code -Dsimulation.histories=N} runs more of them.
 */
final class SimulationTest {

    private static final int HISTORIES = Integer.getInteger("simulation.histories", 500);

    @Test
    void keepsItsInvariantsInEveryHistory() {
        long first = Long.getLong("simulation.seed", System.nanoTime());
        int histories = System.getProperty("simulation.seed") == null ? HISTORIES : 1;
        for (long seed = first; seed < first + histories; seed++) {
            run(seed);
        }
    }

    private static void run(long seed) {
        Simulation simulation = new Simulation(seed);
        try {
            simulation.run();
        } catch (AssertionError | RuntimeException violated) {
            fail("-Dsimulation.seed=" + seed + "\n" + String.join("\n", simulation.trace()), violated);
        }
    }
}
