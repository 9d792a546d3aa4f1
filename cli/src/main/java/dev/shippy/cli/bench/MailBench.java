package dev.shippy.cli.bench;

import dev.shippy.cli.Shippy;
import dev.shippy.cli.system.Parts;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "mail",
        description = {
            "Signs people up and waits for their mails.",
            "New people sign up at a constant rate, as in `bench open`. The time to the inbox",
            "counts from the moment in which a sign-up was to be sent until the file with the",
            "welcome to its address is there. It waits up to a minute for the last mail, and",
            "three seconds more for what comes twice.",
            "MISSING are those who were signed up and got no mail, REPEATED are mails beyond",
            "the first to the same address. ERRORS are mostly sign-ups without an answer",
            "within 2 s; those that are done all the same are among the MAILED. REFUSED are",
            "sign-ups that are too much: to hash a password takes a core some 0.25 s with the",
            "usual BCRYPT_COST of 12.",
            "It measures a system of its own in a temporary folder. CPU is in seconds for",
            "1,000 people who were mailed, by process.",
            "Ctrl-C ends it with what was measured so far; mails under way are missing then."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  shippy bench mail", "  shippy bench mail --rate 50 --bcrypt-cost 4 --duration 30s --output json"})
@SuppressWarnings("NullAway.Init") // options are set by picocli
final class MailBench implements Callable<Integer> {

    private static final int MOST_RATE = 100;
    private static final int LEAST_COST = 4;
    private static final int MOST_COST = 16;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Shippy shippy;

    @Option(names = "--rate", paramLabel = "N", description = "Sign-ups a second, 1 to 100; default: 10.")
    private int rate = 10;

    @Option(names = "--duration", paramLabel = "TIME", description = "Of signing up, 1s to 1m; default: 10s.")
    private String duration = "10s";

    @Option(names = "--warm-up", paramLabel = "TIME", description = "Before anything counts, 0s to 1m; default: 5s.")
    private String warmUp = "5s";

    @Option(
            names = "--bcrypt-cost",
            paramLabel = "N",
            description = "BCRYPT_COST of the system, 4 to 16; default: the usual one.")
    private @Nullable Integer cost;

    MailBench(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() {
        MailMeasurement measurement = new MailMeasurement(
                shippy,
                Bounded.number("--rate", rate, 1, MOST_RATE),
                Bounded.time("--warm-up", warmUp, Duration.ZERO, LONGEST),
                Bounded.time("--duration", duration, SHORTEST, LONGEST),
                Optional.ofNullable(cost)
                        .map(chosen -> Bounded.number("--bcrypt-cost", chosen, LEAST_COST, MOST_COST)));
        Parts.require();
        return measurement.run();
    }
}
