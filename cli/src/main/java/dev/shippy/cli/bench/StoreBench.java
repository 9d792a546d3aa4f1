package dev.shippy.cli.bench;

import dev.shippy.cli.Shippy;
import dev.shippy.cli.system.Parts;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "store",
        description = {
            "Compares bookings with the writes that they are made of.",
            "A booking needs three writes to the store: the consignment, the vessel's room,",
            "the decision. As many callers do these alone as often, by the same driver on the",
            "same store, in turn with bookings. Prints the medians of both, and the ratio of",
            "their rates with least and most. The service takes room for several bookings of",
            "one vessel in one write, so that with few vessels 1 is not the most.",
            "It measures a system of its own in a temporary folder, whose store is a process",
            "of its own, too. CPU is in seconds for 1,000 bookings, by process.",
            "Ctrl-C ends it with what was measured so far."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  shippy bench store", "  shippy bench store --vessels 1 --clients 32 --output json"})
@SuppressWarnings("NullAway.Init") // options are set by picocli
final class StoreBench implements Callable<Integer> {

    private static final int MOST_VESSELS = 1_000;
    private static final int MOST_CLIENTS = 200;
    private static final int MOST_PAIRS = 25;
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Shippy shippy;

    @Option(names = "--vessels", paramLabel = "N", description = "Booked in turn, 1 to 1000; default: 1000.")
    private int vessels = MOST_VESSELS;

    @Option(names = "--clients", paramLabel = "N", description = "Callers at a time, 1 to 200; default: 16.")
    private int clients = 16;

    @Option(names = "--pairs", paramLabel = "N", description = "How many pairs of runs, 1 to 25; default: 7.")
    private int pairs = 7;

    @Option(names = "--duration", paramLabel = "TIME", description = "Of each run, 100ms to 1m; default: 4s.")
    private String duration = "4s";

    @Option(names = "--warm-up", paramLabel = "TIME", description = "Of each side, 0s to 1m; default: 1m.")
    private String warmUp = "1m";

    StoreBench(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() {
        StoreMeasurement measurement = new StoreMeasurement(
                shippy,
                Bounded.number("--vessels", vessels, 1, MOST_VESSELS),
                Bounded.number("--clients", clients, 1, MOST_CLIENTS),
                Bounded.time("--warm-up", warmUp, Duration.ZERO, LONGEST),
                Bounded.time("--duration", duration, SHORTEST, LONGEST),
                Bounded.number("--pairs", pairs, 1, MOST_PAIRS));
        Parts.require();
        return measurement.run();
    }
}
