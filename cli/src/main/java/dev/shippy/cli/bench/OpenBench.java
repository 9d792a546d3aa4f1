package dev.shippy.cli.bench;

import dev.shippy.cli.Shippy;
import dev.shippy.cli.system.Parts;
import dev.shippy.runtime.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "open",
        description = {
            "Asks at constant rates: latencies, and the knee.",
            "Requests come as from many independent people, each with a new Request-Id.",
            "Latency counts from the moment in which a request was to be sent.",
            "First it looks for the knee: the highest rate at which 99 of 100 calls are",
            "answered within --limit, and all but one in a thousand at all. Then it measures",
            "at 50, 70, 90 and 120 %% of it, or at the one rate that --rate names.",
            "It measures the server of --server or NATS_URL, else what `up` runs here, else a",
            "system of its own in a temporary folder.",
            "LATE is how much later than meant 99 of 100 requests were sent; when it is much,",
            "the machine is too small for the asking, and latencies have it in them.",
            "Ctrl-C ends it with what was measured so far."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  shippy bench open",
            "  shippy bench open booking --embedded --duration 20s --svg booking.svg",
            "  shippy bench open mix --embedded --rate 100 --output json"
        })
@SuppressWarnings("NullAway.Init") // options are set by picocli
final class OpenBench implements Callable<Integer> {

    private static final int MOST_RATE = 100_000;
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration LONGEST_LIMIT = Duration.ofSeconds(2);

    private final Shippy shippy;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SET",
            description = "find-available, list, login, sign-up, booking or mix; default: find-available.")
    private LoadSet set = LoadSet.FIND_AVAILABLE;

    @Option(names = "--rate", paramLabel = "N", description = "Measure at this rate alone, 1 to 100000 calls a second.")
    private @Nullable Integer rate;

    @Option(
            names = "--limit",
            paramLabel = "TIME",
            description = "Of 99 of 100 calls while it keeps up, 1ms to 2s; default: by the set.")
    private String limit = "";

    @Option(names = "--duration", paramLabel = "TIME", description = "Of each point, 100ms to 1m; default: 10s.")
    private String duration = "10s";

    @Option(names = "--trial", paramLabel = "TIME", description = "Of each rate tried, 100ms to 1m; default: 3s.")
    private String trial = "3s";

    @Option(names = "--warm-up", paramLabel = "TIME", description = "Before anything counts, 0s to 1m; default: 30s.")
    private String warmUp = "30s";

    @Option(names = "--svg", paramLabel = "FILE", description = "Draw latency against rate into this file, too.")
    private @Nullable Path svg;

    @Mixin
    private SystemChoice system;

    OpenBench(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() {
        String usualLimit = Durations.format(set.limit());
        OpenMeasurement.Size size = new OpenMeasurement.Size(
                Bounded.time("--limit", limit.isEmpty() ? usualLimit : limit, Duration.ofMillis(1), LONGEST_LIMIT),
                Bounded.time("--warm-up", warmUp, Duration.ZERO, LONGEST),
                Bounded.time("--trial", trial, SHORTEST, LONGEST),
                Bounded.time("--duration", duration, SHORTEST, LONGEST));
        Optional<Integer> chosen = Optional.ofNullable(rate).map(one -> Bounded.number("--rate", one, 1, MOST_RATE));
        Parts.require();
        return new OpenMeasurement(shippy, set, size, chosen, Optional.ofNullable(svg), system).run();
    }
}
