package dev.shippy.faults;

import dev.shippy.contracts.VesselService;
import dev.shippy.contracts.vessel.v1.Vessel;
import dev.shippy.runtime.nats.NatsClient;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * Random bookings while services and servers are killed and stopped; afterwards history and stores are compared. As a program, see the
 * script {@code faults/check}: {@code check --seconds 60 --rate 200 --instances 2 --store replica-set --seed 1}.
 */
final class Checker {

    /**
     * The size of a run.
     *
     * @param seed what is done, though not how it interleaves
     * @param seconds how long
     * @param rate calls a second
     * @param instances of each service
     * @param store the kind of MongoDB installation
     */
    record Size(long seed, int seconds, int rate, int instances, StoreKind store) {

        /** @throws Arguments.WrongException if the command line is wrong */
        static Size parse(String... line) {
            Arguments arguments =
                    Arguments.of(List.of("--seed", "--seconds", "--rate", "--instances", "--store"), line);
            return new Size(
                    arguments.seed("--seed"),
                    arguments.number("--seconds", 60, 1, 86_400),
                    arguments.number("--rate", 200, 1, 100_000),
                    arguments.number("--instances", 2, 1, 16),
                    StoreKind.in(arguments));
        }
    }

    private static final String USAGE = "Usage: faults/check [--seconds N] [--rate CALLS_A_SECOND] [--instances N]"
            + " [--store standalone|replica-set] [--seed N]\n"
            + "Books at random while processes are killed and stopped; exits with 1 on any finding.";

    private static final Map<String, String> SETTINGS =
            Map.of("SWEEP_PERIOD", "500ms", "LEASE", "1s", "STORE_TIMEOUT", "1s");
    private static final int CUSTOMERS = 6;
    private static final int VESSELS = 8;
    private static final Duration SETTLED = Duration.ofMinutes(2);
    /** Bookings must succeed again within this time. */
    private static final Duration BACK_WITHIN = Duration.ofSeconds(5);
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
        try (Installation installation = new Installation(SETTINGS, size.store()::start);
                Audit audit = new Audit(installation.mongo.url())) {
            Havoc havoc = Havoc.amongBookings(size.seed(), installation, size.instances());
            NatsClient client = NatsClient.connect(vertx, installation.nats.url(), Duration.ofSeconds(5))
                    .await();
            List<String> findings = bookAndCompare(client, havoc, installation.mongo, audit);
            client.close().await();
            findings.forEach(finding -> out.println("FINDING " + finding));
            out.println(findings.size() + " findings, " + size);
            return findings;
        } finally {
            vertx.close().await();
        }
    }

    private List<String> bookAndCompare(NatsClient client, Havoc havoc, Store store, Audit audit)
            throws InterruptedException {
        Person admin = Person.admin(client);
        Workload workload = workload(client, admin, size.seed(), size.seconds() * size.rate());
        havoc.start();
        workload.run(size.rate(), Duration.ofSeconds(size.seconds()));
        List<Havoc.Fault> faults = havoc.end();
        List<Operation> disturbed = workload.history();
        store.awaitPrimary();
        List<String> findings = new ArrayList<>();
        bookAgain(workload, admin, findings);
        out.println(settle(audit));
        workload.askAgain();
        findings.addAll(audit.findings());
        findings.addAll(Verdict.of(workload.history(), audit.consignments()));
        RunReport report = new RunReport(faults, disturbed);
        report.lines(Duration.ofSeconds(size.seconds())).forEach(out::println);
        out.println("Including the calls that asked for the true answer: " + RunReport.outcomes(workload.history()));
        out.println("Stored: "
                + audit.consignments().stream()
                        .collect(Collectors.groupingBy(it -> it.getString("state"), Collectors.counting())));
        store.errors().forEach(error -> out.println("MongoDB to services: " + error));
        if (!report.hit()) {
            findings.add("No fault hit a call in flight: this run shows nothing");
        }
        return findings;
    }

    /** Measures the time until a booking succeeds; a vessel has room for it. */
    private void bookAgain(Workload workload, Person admin, List<String> findings) {
        long start = System.nanoTime();
        Operation booked = workload.bookUntilKnown(largeVessel(admin), SETTLED);
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        out.println("The first booking after the last fault was answered " + booked.code() + ", " + taken.toMillis()
                + " ms after MongoDB had a primary");
        if (!booked.isBooked() || taken.compareTo(BACK_WITHIN) > 0) {
            findings.add("no booking within " + BACK_WITHIN + " after MongoDB had a primary again; it took " + taken
                    + ": " + booked);
        }
    }

    /** Creates a vessel with room for this booking and all unfinished ones. */
    private static String largeVessel(Person admin) {
        Vessel vessel = Vessel.newBuilder()
                .setName("Last")
                .setCapacity(1_000_000)
                .setMaxWeight(Integer.MAX_VALUE)
                .build();
        String requestId = UUID.randomUUID().toString();
        return Awaitility.await("a vessel for the last booking")
                .atMost(SETTLED)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(
                        () -> admin.call(VesselService.CREATE, vessel, requestId, Duration.ofSeconds(1))
                                .await()
                                .getVessel()
                                .getId(),
                        id -> !id.isEmpty());
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
}
