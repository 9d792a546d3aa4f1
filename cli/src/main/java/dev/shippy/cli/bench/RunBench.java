package dev.shippy.cli.bench;

import dev.shippy.cli.Shippy;
import dev.shippy.cli.UsageException;
import dev.shippy.cli.system.Parts;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        description = {
            "Compares a system with a bare Go echo, by `nats bench`.",
            "Asks as quickly as answers come, with `nats bench service request`, and",
            "`nats bench service serve` the same in turn: same payload, same headers.",
            "Prints the medians of both, and the ratio of their rates with least and most.",
            "It measures the server of --server or NATS_URL (as the NATS user bench), else",
            "what `up` runs here, else a system of its own in a temporary folder.",
            "CPU is in seconds for 1,000 calls, by process; `services` is the JVM with all",
            "services. Of systems elsewhere it is not known.",
            "nats takes the token on its command line, where others on this machine see it.",
            "Ctrl-C ends it with what was measured so far."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  shippy bench run",
            "  shippy bench run list --embedded --pairs 9 --duration 5s --output json",
            "  shippy bench run --server nats://bench:PASSWORD@host:4222"
        })
@SuppressWarnings("NullAway.Init") // options are set by picocli
final class RunBench implements Callable<Integer> {

    private static final int MOST_PAIRS = 25;
    private static final int MOST_CLIENTS = 256;
    private static final int USUAL_PAIRS = 7;
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Shippy shippy;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SET",
            description = "find-available, list, login or booking; default: find-available.")
    private LoadSet set = LoadSet.FIND_AVAILABLE;

    @Option(names = "--pairs", paramLabel = "N", description = "How many pairs of runs, 1 to 25; default: 7.")
    private int pairs = USUAL_PAIRS;

    @Option(names = "--duration", paramLabel = "TIME", description = "Of each run, 100ms to 1m; default: 4s.")
    private String duration = "4s";

    @Option(names = "--warm-up", paramLabel = "TIME", description = "Of each side, 0s to 1m; default: 15s.")
    private String warmUp = "15s";

    @Option(names = "--clients", paramLabel = "N", description = "Callers at a time, 1 to 256; default: by the set.")
    private int clients;

    @Mixin
    private SystemChoice system;

    RunBench(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() {
        if (!set.repeats()) {
            throw new UsageException(
                    "nats bench sends one payload: " + set + " is for `shippy bench open " + set + "`");
        }
        PairMeasurement measurement = new PairMeasurement(
                shippy,
                set,
                Bounded.number("--clients", clients == 0 ? set.clients() : clients, 1, MOST_CLIENTS),
                Bounded.time("--warm-up", warmUp, Duration.ZERO, LONGEST),
                Bounded.time("--duration", duration, SHORTEST, LONGEST),
                Bounded.number("--pairs", pairs, 1, MOST_PAIRS),
                system);
        Parts.require();
        return measurement.run();
    }
}
