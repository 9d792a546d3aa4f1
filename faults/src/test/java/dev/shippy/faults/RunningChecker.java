package dev.shippy.faults;

import dev.shippy.faults.Operation.Outcome;
import dev.shippy.runtime.nats.NatsClient;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Random bookings on a system that runs, while somebody else kills and restarts its parts; afterwards history and stores are
 * compared. The script {@code faults/check-compose} does it with containers.
 *
 * @param server where NATS is
 * @param store where MongoDB is, which is read past the services
 * @param calm whether no call may fail: nobody kills anything, or somebody else does the work meanwhile
 */
record RunningChecker(String server, String store, int seconds, int rate, long seed, boolean calm, PrintStream out) {

    private static final String USAGE =
            "Usage: ADMIN_EMAIL=... ADMIN_PASSWORD=... RunningChecker --server URL [--store URL | MONGO_ROOT_URL=URL]"
                    + " [--seconds N] [--rate CALLS_A_SECOND] [--failures some|none] [--seed N]";
    private static final int MOST_SHOWN = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    public static void main(String[] arguments) {
        try {
            List<String> findings = parse(System.getenv(), arguments).run(System.getenv());
            Runtime.getRuntime().halt(findings.isEmpty() ? 0 : 1);
        } catch (Arguments.WrongException wrong) {
            Arguments.endWith(wrong, USAGE);
        }
    }

    private static RunningChecker parse(Map<String, String> environment, String... line) {
        Arguments arguments =
                Arguments.of(List.of("--server", "--store", "--seconds", "--rate", "--failures", "--seed"), line);
        for (String needed : List.of("ADMIN_EMAIL", "ADMIN_PASSWORD")) {
            if (!environment.containsKey(needed)) {
                throw new Arguments.WrongException(needed + " is missing in the environment");
            }
        }
        return new RunningChecker(
                required(arguments, "--server"),
                arguments.text("--store").orElseGet(() -> store(environment)),
                arguments.number("--seconds", 60, 1, 86_400),
                arguments.number("--rate", 50, 1, 100_000),
                arguments.seed("--seed"),
                arguments.oneOf("--failures", "some", "none").equals("none"),
                System.out);
    }

    /** By the environment where it has a password, which others could read among the arguments. */
    private static String store(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("MONGO_ROOT_URL"))
                .orElseThrow(() ->
                        new Arguments.WrongException("--store is missing, and MONGO_ROOT_URL in the environment"));
    }

    private static String required(Arguments arguments, String name) {
        Optional<String> value = arguments.text(name);
        return value.orElseThrow(() -> new Arguments.WrongException(name + " is missing"));
    }

    /** Everything that is wrong, also printed. */
    List<String> run(Map<String, String> environment) {
        Vertx vertx = Vertx.vertx();
        NatsClient client = NatsClient.connect(vertx, server, PATIENCE).await();
        try (Audit audit = new Audit(store)) {
            Person admin = Person.logIn(
                    client,
                    environment.getOrDefault("ADMIN_EMAIL", ""),
                    environment.getOrDefault("ADMIN_PASSWORD", ""));
            Workload workload = Checker.workload(client, admin, seed, seconds * rate);
            out.println("begun");
            workload.run(rate, Duration.ofSeconds(seconds));
            List<Operation> disturbed = workload.history();
            out.println("During the run: " + RunReport.outcomes(disturbed));
            out.println(Checker.settle(audit));
            workload.askAgain();
            out.println(
                    "Including the calls that asked for the true answer: " + RunReport.outcomes(workload.history()));
            return findings(audit, disturbed, workload.history());
        } finally {
            client.close().await();
            vertx.close().await();
        }
    }

    private List<String> findings(Audit audit, List<Operation> disturbed, List<Operation> all) {
        List<String> findings = new ArrayList<>(audit.findings());
        findings.addAll(Verdict.of(all, audit.consignments()));
        if (calm) {
            disturbed.stream()
                    .filter(it -> it.outcome() == Outcome.UNKNOWN)
                    .forEach(it -> findings.add("failed: " + it));
        }
        findings.stream().limit(MOST_SHOWN).forEach(finding -> out.println("FINDING " + finding));
        out.println(findings.size() + " findings, seed " + seed);
        return findings;
    }
}
