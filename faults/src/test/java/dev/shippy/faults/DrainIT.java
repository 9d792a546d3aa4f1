package dev.shippy.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.ShippingService;
import dev.shippy.contracts.consignment.v1.GetRequest;
import dev.shippy.contracts.consignment.v1.Response;
import dev.shippy.runtime.nats.NatsClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** SIGTERM while customers call. */
@Tag("alone") // Other tests keep the disk busy; calls then wait for the journal, and services refuse some.
class DrainIT {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final List<String> SERVICES = List.of("consignment", "vessel", "user");

    private static final Vertx vertx = Vertx.vertx();
    private static final Installation installation = new Installation(Map.of());
    private static ServiceProcess consignments;
    private static NatsClient client;

    @BeforeAll
    static void start() {
        List<ServiceProcess> services =
                SERVICES.stream().map(installation::start).toList();
        services.forEach(ServiceProcess::awaitServing);
        consignments = services.get(0);
        client = NatsClient.connect(vertx, installation.nats.url(), Duration.ofSeconds(5))
                .await();
        Traffic.addLargeVessel(Person.admin(client));
    }

    @AfterAll
    static void close() {
        client.close().await();
        vertx.close().await();
        installation.close();
    }

    @Test
    void losesNoCallWhileAnotherInstanceStays() {
        List<ServiceProcess> others = SERVICES.stream().map(installation::start).toList();
        others.forEach(ServiceProcess::awaitServing);
        List<Traffic> traffic = Stream.generate(() -> Person.signUp(client))
                .limit(3)
                .map(person -> Traffic.start(vertx, person, PATIENCE))
                .toList();

        List<Long> millis = others.stream().map(DrainIT::ended).toList();

        traffic.forEach(Traffic::awaitCalm);
        traffic.forEach(Traffic::stop);
        System.out.printf(
                Locale.ROOT,
                "  stopped after %s ms; %s%n",
                millis,
                traffic.stream().flatMap(Traffic::all).map(Load::figures).toList());
        traffic.stream().flatMap(Traffic::all).forEach(load -> assertEquals(List.of(), load.failures(), load::figures));
    }

    @Test
    void answersWhatItHasAcceptedThoughItIsAlone() {
        Person ada = Person.signUp(client);
        List<Future<Response>> calls = Stream.generate(
                        () -> ada.book(Person.consignment(1), UUID.randomUUID().toString()))
                .limit(150)
                .toList();
        Awaitility.await("a first answer")
                .pollInterval(Duration.ofMillis(1))
                .until(() -> calls.stream().anyMatch(Future::succeeded));
        long answered = calls.stream().filter(Future::isComplete).count();
        long millis = ended(consignments);
        List<Future<Response>> late = Stream.generate(
                        () -> ada.book(Person.consignment(1), UUID.randomUUID().toString()))
                .limit(3)
                .toList();

        Map<Integer, Long> byCode =
                Bookings.countByCode(calls.stream().map(Bookings::ended).toList());
        System.out.printf(
                Locale.ROOT, "  %d answered before SIGTERM, stopped after %d ms; %s%n", answered, millis, byCode);
        assertEquals(
                Map.of(503, 3L),
                Bookings.countByCode(late.stream().map(Bookings::ended).toList()));
        // What came too late was refused at once and not done; everything else was done and answered.
        byCode.keySet().forEach(code -> assertTrue(code == 200 || code == 503, byCode::toString));
        consignments = installation.start("consignment").awaitServing();
        assertEquals(byCode.getOrDefault(200, 0L), consignmentsOf(ada));
    }

    private static long consignmentsOf(Person person) {
        GetRequest page = GetRequest.newBuilder().setPageSize(1_000).build();
        return person.call(ShippingService.GET_CONSIGNMENTS, page).await().getConsignmentsCount();
    }

    /** How long it took from SIGTERM to exit code 0, in milliseconds. */
    private static long ended(ServiceProcess service) {
        long start = System.nanoTime();
        service.terminate();
        assertEquals(0, service.exitCode(STOP_LIMIT), service::log);
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}
