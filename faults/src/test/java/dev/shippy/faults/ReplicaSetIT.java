package dev.shippy.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.shippy.contracts.ShippingService;
import dev.shippy.contracts.VesselService;
import dev.shippy.contracts.consignment.v1.Consignment;
import dev.shippy.contracts.consignment.v1.ConsignmentId;
import dev.shippy.contracts.vessel.v1.Vessel;
import dev.shippy.embedded.MongodReplicaSet;
import dev.shippy.runtime.nats.NatsClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** MongoDB's primary fails while customers book. The codes that MongoDB answered with are printed at the end. */
@Tag("long")
@Tag("alone") // It measures.
class ReplicaSetIT {

    private static final Map<String, String> SETTINGS =
            Map.of("SWEEP_PERIOD", "500ms", "LEASE", "1s", "STORE_TIMEOUT", "1s");
    private static final int RATE = 20;
    private static final int SOME = 5;
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration BACK_WITHIN = Duration.ofSeconds(5);

    /** More than any other vessel carries. */
    private static final int HEAVY = 2_000_000_000;

    private static final Duration LONG_ELECTION = Duration.ofSeconds(40);
    private static final Duration SHORT = Duration.ofMillis(700);

    private static final Vertx vertx = Vertx.vertx();
    private static ReplicaSetStore store;
    private static Installation installation;
    private static NatsClient client;
    private static Audit audit;
    private static Person admin;
    private static List<ServiceProcess> ofBookings;

    @BeforeAll
    static void start(@TempDir Path folder) {
        store = ReplicaSetStore.start(folder);
        installation = new Installation(SETTINGS, directory -> store);
        ofBookings = Stream.of("vessel", "consignment").map(installation::start).toList();
        installation.start("user").awaitServing();
        ofBookings.forEach(ServiceProcess::awaitServing);
        client = NatsClient.connect(vertx, installation.nats.url(), Duration.ofSeconds(5))
                .await();
        audit = new Audit(store.url());
        admin = Person.admin(client);
    }

    @AfterAll
    static void close() {
        store.errors().forEach(error -> System.out.println("  MongoDB to services: " + error));
        audit.close();
        client.close().await();
        vertx.close().await();
        installation.close();
    }

    static Stream<StoreFault> faults() {
        return store.faults().stream();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void bookingsGoOnWithANewPrimary(StoreFault fault) throws InterruptedException {
        Workload workload = Checker.workload(client, admin, System.nanoTime(), RATE * (int) LONGEST.toSeconds());
        Thread traffic = new Thread(() -> workload.run(RATE, LONGEST), "traffic");
        traffic.start();
        awaitBookings(workload, 0);
        long struck = System.currentTimeMillis();
        fault.strike().run();
        int unused = store.set().awaitPrimary(store.victim());
        long elected = System.currentTimeMillis();
        awaitBookings(workload, elected);
        fault.mend().run();
        awaitBookings(workload, System.currentTimeMillis());
        workload.stop();
        traffic.join();

        List<Operation> disturbed = workload.history();
        long back = bookings(disturbed, elected).mapToLong(Operation::end).min().orElseThrow() - elected;
        System.out.printf(
                Locale.ROOT,
                "  %s: a new primary after %d ms, a booking %d ms later; %s%n",
                fault,
                elected - struck,
                back,
                RunReport.outcomes(disturbed));
        assertNothingIsWrong(workload);
        assertTrue(back < BACK_WITHIN.toMillis(), () -> "no booking for " + back + " ms");
    }

    @Test
    void noAnswerIsThatOfAStalePrimary() throws InvalidProtocolBufferException {
        Person ada = Person.signUp(client);
        Consignment heavy = Person.consignment(HEAVY).toBuilder()
                .setDescription("heavy")
                .setVesselId(vesselFor(HEAVY))
                .build();
        String request = UUID.randomUUID().toString();
        String cancelled =
                answered(() -> ada.book(heavy, request, SHORT)).getConsignment().getId();
        List<ServiceProcess> beside =
                Stream.of("vessel", "consignment").map(installation::start).toList();
        beside.forEach(ServiceProcess::awaitServing);
        store.electionTimeout(LONG_ELECTION);
        beside.forEach(ServiceProcess::pause);
        try (RawNats service = RawNats.service(installation, "consignment")) {
            store.haveTwoPrimaries(beside.stream().map(ServiceProcess::pid).collect(Collectors.toSet()));
            String booked = answered(() -> ada.book(Person.consignment(1), request + "-light", SHORT))
                    .getConsignment()
                    .getId();
            ConsignmentId id = ConsignmentId.newBuilder().setId(cancelled).build();
            var unused = answered(() -> ada.call(ShippingService.CANCEL_CONSIGNMENT, id, request, SHORT));
            ofBookings.forEach(ServiceProcess::kill);
            beside.forEach(ServiceProcess::resume);

            List<String> stale = new StaleAnswers(ada, service, request, heavy, cancelled, booked).all();

            assertTrue(store.saysThatItIsPrimary(store.victim()), "the old primary no longer claims to be the primary");
            assertEquals(List.of(), stale);
        } finally {
            beside.forEach(ServiceProcess::resume);
            store.heal();
            store.electionTimeout(MongodReplicaSet.ELECTION_TIMEOUT);
        }
        Awaitility.await("the truth")
                .atMost(LONGEST)
                .until(() -> Person.codeOf(Bookings.ended(ada.book(heavy, request, SHORT))), code -> code == 412);
        assertEquals(List.of(), audit.findings());
    }

    /** Waits until some bookings that began after a time have succeeded. */
    private static void awaitBookings(Workload workload, long after) {
        Awaitility.await("bookings")
                .atMost(LONGEST)
                .until(() -> bookings(workload.history(), after).count() >= SOME);
    }

    private static Stream<Operation> bookings(List<Operation> history, long after) {
        return history.stream().filter(it -> it.isBooked() && it.start() >= after);
    }

    /** Asserts that stores and answers agree, and that nothing is undecided. */
    private static void assertNothingIsWrong(Workload workload) {
        store.awaitPrimary();
        System.out.println("  " + Checker.settle(audit));
        workload.askAgain();
        List<Operation> history = workload.history();
        Set<String> requests = history.stream().map(Operation::request).collect(Collectors.toSet());
        assertEquals(List.of(), audit.findings());
        assertEquals(
                List.of(),
                Verdict.of(
                        history,
                        audit.consignments().stream()
                                .filter(it -> requests.contains(Verdict.requestOf(it)))
                                .toList()));
    }

    private static String vesselFor(int weight) {
        Vessel vessel = Vessel.newBuilder()
                .setName("Heavy")
                .setCapacity(3)
                .setMaxWeight(weight)
                .build();
        return admin.call(VesselService.CREATE, vessel).await().getVessel().getId();
    }

    /** Repeats the call until it succeeds, since some services are paused. */
    private static <T> T answered(Supplier<Future<T>> call) {
        return Awaitility.await("an answer")
                .atMost(LONGEST)
                .until(() -> Bookings.ended(call.get()), Future::succeeded)
                .result();
    }
}
