package dev.shippy.cli.bench;

import dev.shippy.cli.FailureException;
import dev.shippy.cli.event.Replayed;
import dev.shippy.contracts.EventStream;
import dev.shippy.runtime.nats.StreamOperator;
import dev.shippy.runtime.nats.StreamReader;
import dev.shippy.runtime.nats.StreamSelection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The two ways in which all events are read, with what they use of CPU.
 *
 * @param events how many there are
 * @param server the nats-server
 */
record EventReadings(StreamOperator streams, NatsBench bench, ProcessHandle server, int events) {

    static final String NATS_BENCH = "nats bench";

    private static final String SERVER = "nats-server";

    /** As `event replay` does. */
    Measured replay() throws InterruptedException {
        double serverBefore = seconds();
        double clientBefore = CpuTimes.own();
        Replayed replayed;
        try (StreamReader reader = streams.open(StreamSelection.of(EventStream.EVENTS))) {
            replayed = Replayed.all(reader);
        }
        if (replayed.events() != events) {
            throw new FailureException("The replay had " + replayed.events() + " of " + events + " events");
        }
        Map<String, Double> cpu =
                new TreeMap<>(Map.of(SERVER, seconds() - serverBefore, Measured.CLIENT, CpuTimes.own() - clientBefore));
        cpu.replaceAll((process, used) -> used * 1000 / events);
        return new Measured(Optional.of(new NatsBenchOutput(replayed.rate())), 0, 0, cpu);
    }

    /** With {@code nats bench js ordered}. */
    Measured ordered() throws InterruptedException {
        double before = seconds();
        NatsBench.Run run = bench.ordered(EventStream.EVENTS.name(), events);
        if (run.exitCode() != 0) {
            throw new FailureException("`nats bench js ordered` failed: " + run.lastLine());
        }
        return Measured.of(run, events, Map.of(SERVER, seconds() - before));
    }

    private double seconds() {
        return CpuTimes.seconds(server).orElse(0.0);
    }
}
