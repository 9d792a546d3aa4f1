package dev.shippy.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.ShippingService;
import dev.shippy.contracts.UserService;
import dev.shippy.contracts.VesselService;
import dev.shippy.contracts.consignment.v1.GetRequest;
import dev.shippy.contracts.user.v1.User;
import dev.shippy.contracts.vessel.v1.Vessel;
import dev.shippy.runtime.nats.NatsClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Servers stall, go away and return while customers call. */
@Tag("alone") // It measures.
class OutageIT {

    private static final Duration AWAY = Duration.ofMillis(1_500);

    /** Two seconds are promised; a loaded machine is given the time that its own noise takes. */
    private static final Duration BACK_WITHIN = Duration.ofSeconds(5);

    /** Event loops are watched for 100 ms; on a loaded machine a thread that wants to go on may have to wait as long. */
    private static final int LONGEST_BLOCK_MILLIS = 500;

    private static final Vessel SMALL =
            Vessel.newBuilder().setName("Small").setCapacity(1).setMaxWeight(1).build();

    private static final Vertx vertx = Vertx.vertx();
    private static final Installation installation =
            new Installation(Map.of("EVENT_LOOP_LIMIT", "100ms", "ACCOUNT_CACHE", "60s", "STORE_TIMEOUT", "1s"));
    private static NatsClient client;
    private static Person ada;
    private static List<ServiceProcess> services;

    @BeforeAll
    static void warmUp() {
        services = Stream.of("user", "vessel", "consignment")
                .map(installation::start)
                .toList();
        services.forEach(ServiceProcess::awaitServing);
        client = NatsClient.connect(vertx, installation.nats.url(), Duration.ofSeconds(5))
                .await();
        ada = Person.signUp(client);
        Traffic.addLargeVessel(Person.admin(client));
        Traffic.start(vertx, ada).stop();
    }

    @AfterAll
    static void close() {
        client.close().await();
        vertx.close().await();
        installation.close();
    }

    @Test
    void outlivesABrokerThatIsKilled() {
        Traffic traffic = outage(installation.nats::kill, () -> {}, installation.nats::restart);

        traffic.all().forEach(load -> assertFalse(load.failures().isEmpty(), load::figures));
    }

    @Test
    void startsNothingThatABrokerDeliversAfterItsDeadline() {
        List<User> late = Stream.generate(OutageIT::customer).limit(8).toList();
        Person eve = Person.signUp(client);
        Person admin = Person.admin(client);
        int vessels = Bookings.vesselsOf(admin).size();
        List<Future<?>> calls = new ArrayList<>();

        Traffic traffic = outage(
                installation.nats::pause,
                () -> {
                    late.forEach(user -> calls.add(Person.anonymous(client)
                            .call(UserService.CREATE, user, UUID.randomUUID().toString(), Duration.ofMillis(500))));
                    late.forEach(user -> calls.add(
                            eve.book(Person.consignment(1), UUID.randomUUID().toString(), Duration.ofMillis(500))));
                    late.forEach(user -> calls.add(admin.call(
                            VesselService.CREATE, SMALL, UUID.randomUUID().toString(), Duration.ofMillis(500))));
                    calls.forEach(call -> assertEquals(504, codeAtTheEnd(call)));
                },
                installation.nats::resume);

        traffic.all().forEach(load -> assertFalse(load.failures().isEmpty(), load::figures));
        late.forEach(user -> assertEquals(
                401, codeAtTheEnd(Person.anonymous(client).call(UserService.AUTH, user)), "nobody of this name"));
        assertEquals(
                0,
                eve.call(ShippingService.GET_CONSIGNMENTS, GetRequest.getDefaultInstance())
                        .await()
                        .getConsignmentsCount());
        assertEquals(vessels, Bookings.vesselsOf(admin).size());
    }

    @Test
    void serveWhomTheyKnowWhilePostgresIsKilled() {
        Person bob = Person.signUp(client);

        Traffic traffic = outage(installation.postgres::kill, () -> assertUnknown(bob), installation.postgres::restart);

        assertUnharmed(traffic.searches, traffic.bookings);
        assertFalse(traffic.accounts.failures().isEmpty());
        assertEquals(200, codeAtTheEnd(Traffic.search(bob, Duration.ofSeconds(5))));
    }

    @Test
    void serveWhomTheyKnowWhilePostgresStalls() {
        Person bob = Person.signUp(client);

        Traffic traffic = outage(installation.postgres::pause, () -> assertUnknown(bob), installation.postgres::resume);

        assertUnharmed(traffic.searches, traffic.bookings);
        assertFalse(traffic.accounts.failures().isEmpty());
    }

    @Test
    void outliveAStoreThatCutsItsConnectionsAndIsAway() {
        Traffic traffic = outage(installation.mongo::stop, () -> {}, installation.mongo::restart);

        // Vessels are named from memory.
        assertUnharmed(traffic.accounts, traffic.searches);
        assertFalse(traffic.bookings.failures().isEmpty());
    }

    /** Traffic before, during and after; what holds for every outage is looked at here. */
    private static Traffic outage(Runnable strike, Runnable meanwhile, Runnable mend) {
        Logs logs = Logs.of(services);
        Traffic traffic = Traffic.start(vertx, ada);
        strike.run();
        var away = vertx.timer(AWAY.toMillis());
        meanwhile.run();
        var unused = away.await();
        mend.run();
        long returned = System.nanoTime();
        traffic.awaitCalm();
        Duration back = traffic.lastFailureAfter(returned);
        traffic.stop();
        System.out.printf(
                Locale.ROOT,
                "  back after %d ms, longest block of an event loop %d ms, %d lines logged; %s %s%n",
                back.toMillis(),
                logs.longestBlock(),
                logs.lines(),
                traffic.all().map(Load::figures).toList(),
                logs.blocks());
        traffic.assertEndedInTime();
        services.forEach(service -> assertTrue(service.isAlive()));
        assertTrue(back.compareTo(BACK_WITHIN) < 0, () -> "back after " + back);
        assertTrue(logs.longestBlock() < LONGEST_BLOCK_MILLIS, logs::text);
        return traffic;
    }

    /** Nobody can say whether the user of this token exists. */
    private static void assertUnknown(Person person) {
        assertEquals(503, codeAtTheEnd(Traffic.search(person, Duration.ofSeconds(5))));
        assertEquals(200, codeAtTheEnd(Traffic.search(ada, Duration.ofSeconds(5))));
    }

    private static void assertUnharmed(Load... loads) {
        for (Load load : loads) {
            assertEquals(List.of(), load.failures(), load::figures);
        }
    }

    private static int codeAtTheEnd(Future<?> call) {
        var unused = call.otherwiseEmpty().await();
        return Person.codeOf(call);
    }

    private static User customer() {
        return User.newBuilder()
                .setName("A customer")
                .setEmail(UUID.randomUUID() + "@example.org")
                .setPassword(Installation.PASSWORD)
                .build();
    }
}
