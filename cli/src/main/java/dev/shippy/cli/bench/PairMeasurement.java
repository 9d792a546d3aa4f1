package dev.shippy.cli.bench;

import dev.shippy.cli.FailureException;
import dev.shippy.cli.Gateway;
import dev.shippy.cli.Reason;
import dev.shippy.cli.Shippy;
import dev.shippy.cli.UsageException;
import dev.shippy.contracts.Door;
import dev.shippy.embedded.NatsCommand;
import dev.shippy.runtime.Durations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What `bench run` does: find nats and a system, prepare, measure, print.
 *
 * @param clients how many ask at a time
 * @param warmUp of each side
 * @param length of each run
 * @param pairs how many
 * @param system which one is measured
 */
record PairMeasurement(
        Shippy shippy, LoadSet set, int clients, Duration warmUp, Duration length, int pairs, SystemChoice system) {

    /** Returns the exit code. */
    int run() {
        return Stoppable.run(shippy, this::measure);
    }

    private void measure(Path work) throws InterruptedException {
        NatsCommand command = NatsCommand.find(shippy::note);
        Map<String, Object> about = about(command);
        try (OpenedTarget opened = OpenedTarget.open(shippy, system, work);
                Gateway gateway = opened.connect()) {
            if (!opened.target().mayServeEcho()) {
                throw new UsageException("Only the NATS user bench may serve the echo:"
                        + " --server nats://bench:PASSWORD@host:4222, or --embedded");
            }
            Stage stage = opened.prepare(set, gateway, system);
            try {
                measure(
                        about,
                        new PairedRuns(
                                new NatsBench(command, work, opened.target()),
                                opened.target(),
                                set,
                                payload(work, stage),
                                stage.token(),
                                clients,
                                warmUp,
                                length,
                                new RpcAsker(gateway, set, stage)::refusal,
                                shippy::note));
            } finally {
                opened.leave(gateway, stage);
            }
        }
    }

    private void measure(Map<String, Object> about, PairedRuns runs) throws InterruptedException {
        List<Pair> measured = new ArrayList<>();
        try {
            runs.run(pairs, measured);
        } finally {
            PairReport.print(shippy, about, Measured.ECHO, measured);
        }
    }

    private Path payload(Path work, Stage stage) {
        try {
            return Files.write(work.resolve(set + ".bin"), set.request(stage, 0).toByteArray());
        } catch (IOException unwritable) {
            throw new FailureException("The payload cannot be written: " + Reason.of(unwritable), unwritable);
        }
    }

    private Map<String, Object> about(NatsCommand command) {
        Map<String, Object> about = Machine.describe();
        about.put("nats", command.version());
        about.put("set", set.toString());
        about.put("subject", set.rpc().subject(Door.PUBLIC));
        about.put("clients", clients);
        about.put("duration", Durations.format(length));
        return about;
    }
}
