package dev.shippy.faults;

import dev.shippy.contracts.VesselService;
import dev.shippy.contracts.vessel.v1.Vessel;
import dev.shippy.faults.Operation.Outcome;
import dev.shippy.runtime.nats.NatsClient;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Random bookings while services and servers are killed and stopped; afterwards history and stores are compared. As a program, see the
 * script {@code faults/check}: {@code check --seconds 60 --rate 200 --instances 2 --seed 1}.
 */
final class Checker {

    /**
     * The size of a run.
     *
     * @param seed what is done, though not how it interleaves
     * @param seconds how long
     * @param rate calls a second
     * @param instances of each service
     */
    record Size(long seed, int seconds, int rate, int instances) {

        /** @throws Arguments.WrongException if the command line is wrong */
        static Size parse(String... line) {
            Arguments arguments = Arguments.of(List.of("--seed", "--seconds", "--rate", "--instances"), line);
            return new Size(
                    arguments.seed("--seed"),
                    arguments.number("--seconds", 60, 1, 86_400),
                    arguments.number("--rate", 200, 1, 100_000),
                    arguments.number("--instances", 2, 1, 16));
        }
    }

    private static final String USAGE = "Usage: faults/check [--seconds N] [--rate CALLS_A_SECOND] [--instances N]"
            + " [--seed N]\nBooks at random while processes are killed and stopped; ends with 1 on any finding.";

    private static final Map<String, String> SETTINGS =
            Map.of("SWEEP_PERIOD", "500ms", "LEASE", "1s", "STORE_TIMEOUT", "1s");
    private static final int CUSTOMERS = 6;
    private static final int VESSELS = 8;
    private static final Duration SETTLED = Duration.ofMinutes(2);
    /** Counting costs the store something, and it has other things to do then. */
    private static final Duration POLL = Duration.ofMillis(250);

    private final Size size;
    private final PrintStream out;

    Checker(Size size, PrintStream out) {
        this.size = size;
        this.out = out;
    }

    public static void main(String[] arguments) throws InterruptedException {
        try {
            List<String> findings = new Checker(Size.parse(arguments), System.out).run();
            // Vert.x and the servers are closed; nothing else may keep the process from its exit code.
            Runtime.getRuntime().halt(findings.isEmpty() ? 0 : 1);
        } catch (Arguments.WrongException wrong) {
            Arguments.endWith(wrong, USAGE);
        }
    }

    /** Everything that is wrong, also printed. */
    List<String> run() throws InterruptedException {
        out.println(size);
        Vertx vertx = Vertx.vertx();
        try (Installation installation = new Installation(SETTINGS);
                Audit audit = new Audit(installation.mongo.url())) {
            Havoc havoc = Havoc.amongBookings(size.seed(), installation, size.instances());
            NatsClient client = NatsClient.connect(vertx, installation.nats.url(), Duration.ofSeconds(5))
                    .await();
            List<String> findings = bookAndCompare(client, havoc, audit);
            client.close().await();
            findings.forEach(finding -> out.println("FINDING " + finding));
            out.println(findings.size() + " findings, " + size);
            return findings;
        } finally {
            vertx.close().await();
        }
    }

    private List<String> bookAndCompare(NatsClient client, Havoc havoc, Audit audit) throws InterruptedException {
        Workload workload = workload(client, Person.admin(client), size.seed(), size.seconds() * size.rate());
        havoc.start();
        workload.run(size.rate(), Duration.ofSeconds(size.seconds()));
        List<Havoc.Fault> faults = havoc.end();
        List<Operation> disturbed = workload.history();
        out.println(settle(audit));
        workload.askAgain();
        List<String> findings = new ArrayList<>(audit.findings());
        findings.addAll(Verdict.of(workload.history(), audit.consignments()));
        long bookings = disturbed.stream()
                .filter(it -> it.kind() == Operation.Kind.BOOK)
                .count();
        out.println(bookings / size.seconds() + " bookings asked for a second");
        out.println("While processes died: " + outcomes(disturbed));
        out.println("With those that asked for the true answer: " + outcomes(workload.history()));
        out.println("Stored: "
                + audit.consignments().stream()
                        .collect(Collectors.groupingBy(it -> it.getString("state"), Collectors.counting())));
        if (!report(faults, disturbed)) {
            findings.add("No fault hit a call in flight: this run shows nothing");
        }
        return findings;
    }

    /** Waits until everything is decided, as long as that may take, and says how long it took. */
    static String settle(Audit audit) {
        long settling = System.nanoTime();
        long left = audit.undecided();
        long end = settling + SETTLED.toNanos();
        while (audit.undecided() > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(POLL.toNanos());
        }
        return left + " were open at the last fault; all were decided, without being asked again, within "
                + Duration.ofNanos(System.nanoTime() - settling).toMillis() + " ms";
    }

    /** Customers, and vessels with room for about two thirds of what will be asked for. */
    static Workload workload(NatsClient client, Person admin, long seed, int calls) {
        int each = Math.max(2, calls / 4 / VESSELS);
        List<String> vessels = new ArrayList<>();
        for (int n = 0; n < VESSELS; n++) {
            Vessel vessel = Vessel.newBuilder()
                    .setName("Vessel " + n)
                    .setCapacity(each * 3)
                    .setMaxWeight(each * (Workload.HEAVIEST / 2))
                    .build();
            vessels.add(
                    admin.call(VesselService.CREATE, vessel, UUID.randomUUID().toString(), Person.PATIENCE)
                            .await()
                            .getVessel()
                            .getId());
        }
        List<Person> customers = IntStream.range(0, CUSTOMERS)
                .mapToObj(n -> Person.signUp(client))
                .toList();
        return new Workload(seed, customers, vessels);
    }

    /** How many calls ended how. */
    static String outcomes(List<Operation> history) {
        Map<Outcome, Long> outcomes =
                history.stream().collect(Collectors.groupingBy(Operation::outcome, Collectors.counting()));
        Map<Integer, Long> codes =
                new TreeMap<>(history.stream().collect(Collectors.groupingBy(Operation::code, Collectors.counting())));
        return history.size() + " calls, " + outcomes + ", by code " + codes;
    }

    /** How often each kind of fault hit; whether any did. */
    private boolean report(List<Havoc.Fault> faults, List<Operation> history) {
        boolean hit = false;
        Map<String, List<Havoc.Fault>> byKind = faults.stream().collect(Collectors.groupingBy(Havoc.Fault::kind));
        for (Map.Entry<String, List<Havoc.Fault>> kind : byKind.entrySet()) {
            long inFlight = 0;
            long cut = 0;
            long calls = 0;
            for (Havoc.Fault fault : kind.getValue()) {
                List<Operation> open = history.stream()
                        .filter(it -> it.wasInFlight(fault.at()))
                        .toList();
                long unknown = open.stream()
                        .filter(it -> it.outcome() == Outcome.UNKNOWN)
                        .count();
                inFlight += open.isEmpty() ? 0 : 1;
                cut += unknown == 0 ? 0 : 1;
                calls += unknown;
            }
            out.println(kind.getKey() + ": " + kind.getValue().size() + " times, " + inFlight
                    + " with calls in flight, " + cut + " left calls unanswered (" + calls + ")");
            hit |= cut > 0;
        }
        return hit;
    }
}
