package dev.shippy.cli.bench;

import dev.shippy.cli.Shippy;
import dev.shippy.cli.system.Parts;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "replay",
        description = {
            "Compares a replay of events with `nats bench js ordered`.",
            "Fills the stream EVENTS with events consignment.booked, each as the service",
            "tells it, then reads all of them in turn: as `event replay` does, decoded and",
            "written as JSON to nowhere, and with `nats bench js ordered`, which only counts.",
            "Both have one connection as the operator, and time from their first event to",
            "their last. Prints the medians of both, and the ratio of their rates with least",
            "and most. A first pair does not count, in which this command gets up to its",
            "speed; an `event replay` of few events is over before that.",
            "It measures a nats-server of its own in a temporary folder, set up like that of",
            "`up`. No service runs beside it, so that nobody reads along and nobody is mailed.",
            "CPU is in seconds for 1,000 events, by process; the client is this command, or nats.",
            "Ctrl-C ends it with what was measured so far."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  shippy bench replay", "  shippy bench replay --events 1000000 --pairs 3 --output json"})
@SuppressWarnings("NullAway.Init") // options are set by picocli
final class ReplayBench implements Callable<Integer> {

    private static final int FEWEST_EVENTS = 1_000;
    private static final int MOST_EVENTS = 2_000_000;
    private static final int MOST_PAIRS = 25;

    private final Shippy shippy;

    @Option(names = "--events", paramLabel = "N", description = "How many, 1000 to 2000000; default: 100000.")
    private int events = 100_000;

    @Option(names = "--pairs", paramLabel = "N", description = "How many pairs of runs, 1 to 25; default: 7.")
    private int pairs = 7;

    ReplayBench(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() {
        ReplayMeasurement measurement = new ReplayMeasurement(
                shippy,
                Bounded.number("--events", events, FEWEST_EVENTS, MOST_EVENTS),
                Bounded.number("--pairs", pairs, 1, MOST_PAIRS));
        Parts.require();
        return measurement.run();
    }
}
