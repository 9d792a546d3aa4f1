package dev.shippy.cli.bench;

import dev.shippy.cli.Shippy;
import dev.shippy.cli.system.Parts;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "overload",
        description = {
            "Asks for three times what a system can answer.",
            "The peak is what 16 callers (2 for login, 8 for mix) get who ask as quickly as",
            "answers come. Then requests come at a constant rate, as in `bench open`: at half",
            "the peak, then at three times the peak for --duration, then at half of it again",
            "until 99 of 100 are answered within twice the time of before, in slices of 0.5 s.",
            "It measures the server of --server or NATS_URL, else what `up` runs here, else a",
            "system of its own in a temporary folder.",
            "THEIR P99 is how long 99 of 100 refused calls waited to hear so.",
            "Ctrl-C ends it with what was measured so far."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  shippy bench overload booking --embedded", "  shippy bench overload list --duration 20s"})
@SuppressWarnings("NullAway.Init") // options are set by picocli
final class OverloadBench implements Callable<Integer> {

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Shippy shippy;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SET",
            description = "find-available, list, login, sign-up, booking or mix; default: booking.")
    private LoadSet set = LoadSet.BOOKING;

    @Option(names = "--duration", paramLabel = "TIME", description = "Of the overload, 100ms to 5m; default: 60s.")
    private String duration = "60s";

    @Option(names = "--points", paramLabel = "TIME", description = "Of each other point, 100ms to 5m; default: 10s.")
    private String points = "10s";

    @Option(names = "--warm-up", paramLabel = "TIME", description = "Before anything counts, 0s to 5m; default: 30s.")
    private String warmUp = "30s";

    @Mixin
    private SystemChoice system;

    OverloadBench(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() {
        OverloadMeasurement measurement = new OverloadMeasurement(
                shippy,
                set,
                Bounded.time("--warm-up", warmUp, Duration.ZERO, LONGEST),
                Bounded.time("--points", points, SHORTEST, LONGEST),
                Bounded.time("--duration", duration, SHORTEST, LONGEST),
                system);
        Parts.require();
        return measurement.run();
    }
}
