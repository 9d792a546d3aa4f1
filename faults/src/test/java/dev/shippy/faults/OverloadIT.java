package dev.shippy.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.Door;
import dev.shippy.contracts.Limits;
import dev.shippy.contracts.Rpc;
import dev.shippy.contracts.Services;
import dev.shippy.contracts.ShippingService;
import dev.shippy.contracts.UserService;
import dev.shippy.contracts.VesselService;
import dev.shippy.contracts.consignment.v1.Consignment;
import dev.shippy.contracts.consignment.v1.Container;
import dev.shippy.contracts.consignment.v1.GetRequest;
import dev.shippy.contracts.user.v1.Request;
import dev.shippy.contracts.user.v1.Token;
import dev.shippy.contracts.user.v1.User;
import dev.shippy.contracts.vessel.v1.Specification;
import dev.shippy.runtime.nats.NatsClient;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** More than a service can take, at -Xmx64m: what is too much is refused at once, and nothing else suffers. */
@Tag("alone") // It measures.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OverloadIT {

    private static final byte[] NO_BODY = {};
    private static final int CROWD = 2 * Limits.IN_FLIGHT + 100;
    /** What waits for the dispatcher is bounded to 8 MiB, and what is beyond is dropped: these are less. */
    private static final int LARGE_AT_ONCE = 110;

    private static final Specification SMALL =
            Specification.newBuilder().setCapacity(1).setMaxWeight(1).build();
    private static final long MOST_MEGABYTES = 256;

    private record Timed(RawReply reply, long millis) {}

    private final Vertx vertx = Vertx.vertx();
    private final Installation installation = new Installation(Map.of("STORE_TIMEOUT", "20s"));
    private final List<ServiceProcess> services = new ArrayList<>();
    private NatsClient client;
    private RawNats raw;
    private Person ada;

    @BeforeAll
    void start() {
        List.of(Services.USER, Services.VESSEL, Services.CONSIGNMENT)
                .forEach(service -> services.add(installation.start(service)));
        services.forEach(ServiceProcess::awaitServing);
        client = NatsClient.connect(vertx, installation.nats.url(), Duration.ofSeconds(5))
                .await();
        raw = RawNats.customer(installation.nats.port());
        ada = Person.signUp(client);
    }

    /** What the test before has left in flight is no part of this one. */
    @BeforeEach
    void awaitQuiet() {
        byte[] page = GetRequest.newBuilder().setPageSize(1).build().toByteArray();
        Awaitility.await("nothing is in flight")
                .atMost(Duration.ofSeconds(30))
                .until(() -> codes(atOnce(Limits.IN_FLIGHT / 2, ShippingService.GET_CONSIGNMENTS, ada.token(), page))
                        .keySet()
                        .equals(Set.of(200)));
    }

    @AfterAll
    void close() {
        raw.close();
        client.close().await();
        vertx.close().await();
        installation.close();
    }

    @Test
    void refusesAtOnceWhatIsMoreThanItTakes() {
        byte[] booking = Person.consignment(1).toByteArray();

        List<Timed> calls = atOnce(CROWD, ShippingService.CREATE_CONSIGNMENT, ada.token(), booking);

        List<Long> refused = millisOf(calls, Set.of(429));
        List<Long> accepted = millisOf(calls, Set.of(200, 412));
        System.out.println("Overload: " + accepted.size() + " accepted in " + Figures.percentile(accepted, 50) + " to "
                + Figures.percentile(accepted, 100) + " ms, " + refused.size() + " refused in "
                + Figures.percentile(refused, 50) + " to " + Figures.percentile(refused, 100) + " ms");
        assertEquals(CROWD, refused.size() + accepted.size(), () -> codes(calls) + sentences(calls));
        assertTrue(
                accepted.size() >= Limits.IN_FLIGHT * 7 / 8,
                () -> "as many as are let in are answered: " + sentences(calls));
        assertFalse(refused.isEmpty(), "the rest is refused");
        assertTrue(Figures.percentile(refused, 50) < Figures.percentile(accepted, 50) / 2, "at once");
        assertUnharmed();
    }

    @Test
    void keepsItsMemoryWhenAllCallsAreAsLargeAsTheyMayBe() {
        Consignment.Builder large = Consignment.newBuilder().setWeight(1).setDescription("d".repeat(2_000));
        for (int i = 0; i < Limits.CONTAINERS; i++) {
            large.addContainers(
                    Container.newBuilder().setCustomerId("c".repeat(27)).setOrigin("o".repeat(27)));
        }
        byte[] body = large.build().toByteArray();

        List<Timed> bookings = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            bookings.addAll(atOnce(LARGE_AT_ONCE, ShippingService.CREATE_CONSIGNMENT, ada.token(), body));
        }
        byte[] page = GetRequest.newBuilder().setPageSize(1_000).build().toByteArray();
        List<Timed> pages = atOnce(CROWD, ShippingService.GET_CONSIGNMENTS, ada.token(), page);

        System.out.println("Large calls of " + body.length + " bytes: " + codes(bookings) + ", pages: " + codes(pages));
        assertTrue(Set.of(200, 412, 429, 504, 503).containsAll(codes(bookings).keySet()), codes(bookings)::toString);
        assertTrue(codes(bookings).containsKey(429), "as calls they are few, as bytes too many");
        assertTrue(Set.of(200, 429, 504, 503).containsAll(codes(pages).keySet()), codes(pages)::toString);
        assertUnharmed();
    }

    @Test
    void slowsNothingButLoginsUnderAFloodOfLogins() {
        byte[] guess = User.newBuilder()
                .setEmail(UUID.randomUUID() + "@example.org")
                .setPassword("a wrong password")
                .build()
                .toByteArray();
        Token token = Token.newBuilder().setToken(ada.token()).build();
        List<CompletableFuture<RawReply>> logins = new ArrayList<>();
        List<Long> others = new ArrayList<>();

        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < Limits.IN_FLIGHT; i++) {
                logins.add(raw.request(
                        UserService.AUTH.subject(Door.PUBLIC),
                        HeaderBlock.of("").bytes(),
                        guess));
            }
            others.add(timed(() -> ada.call(UserService.VALIDATE_TOKEN, token).await()));
            others.add(timed(() ->
                    ada.call(UserService.KEYS, Request.getDefaultInstance()).await()));
            others.add(timed(() -> ada.call(VesselService.FIND_AVAILABLE, SMALL).await()));
        }
        Map<Integer, Integer> codes = new TreeMap<>();
        logins.forEach(login -> codes.merge(login.join().code(), 1, Integer::sum));

        System.out.println("Flood of logins: " + codes + ", other calls in " + Figures.percentile(others, 50) + " to "
                + Figures.percentile(others, 100) + " ms");
        assertTrue(Set.of(401, 429).containsAll(codes.keySet()), codes::toString);
        assertTrue(Figures.percentile(others, 90) < 1_000, others::toString);
        assertUnharmed();
    }

    @Test
    void leavesTheOthersAloneWhenSomebodyReadsNoReplies() {
        byte[] headers = HeaderBlock.of(ada.token()).bytes();
        byte[] page = GetRequest.newBuilder().setPageSize(1_000).build().toByteArray();
        List<Long> others = new ArrayList<>();
        try (RawNats deaf = RawNats.deafCustomer(installation)) {
            for (int round = 0; round < 50; round++) {
                for (int i = 0; i < 20; i++) {
                    deaf.sendOnly(
                            UserService.KEYS.subject(Door.PUBLIC),
                            HeaderBlock.of("").bytes(),
                            NO_BODY);
                }
                for (int i = 0; i < 3; i++) {
                    deaf.sendOnly(VesselService.LIST.subject(Door.PUBLIC), headers, NO_BODY);
                    deaf.sendOnly(ShippingService.GET_CONSIGNMENTS.subject(Door.PUBLIC), headers, page);
                }
                others.add(timed(
                        () -> ada.call(VesselService.FIND_AVAILABLE, SMALL).await()));
            }
        }
        System.out.println("A deaf caller: other calls in " + Figures.percentile(others, 50) + " to "
                + Figures.percentile(others, 100) + " ms");
        assertTrue(Figures.percentile(others, 90) < 1_000, others::toString);
        assertUnharmed();
    }

    private List<Timed> atOnce(int count, Rpc<?, ?, ?> rpc, String token, byte[] body) {
        String subject = rpc.subject(Door.PUBLIC);
        List<Long> sent = new ArrayList<>();
        List<CompletableFuture<RawReply>> replies = new ArrayList<>();
        byte[] headers = HeaderBlock.of(token).bytes();
        for (int i = 0; i < count; i++) {
            sent.add(System.nanoTime());
            replies.add(raw.request(subject, headers, body));
        }
        List<Timed> timed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RawReply reply = replies.get(i).join();
            timed.add(new Timed(reply, TimeUnit.NANOSECONDS.toMillis(reply.nanos() - sent.get(i))));
        }
        return timed;
    }

    private static List<Long> millisOf(List<Timed> calls, Set<Integer> codes) {
        return calls.stream()
                .filter(call -> codes.contains(call.reply().code()))
                .map(Timed::millis)
                .toList();
    }

    private static Map<Integer, Integer> codes(List<Timed> calls) {
        Map<Integer, Integer> codes = new TreeMap<>();
        calls.forEach(call -> codes.merge(call.reply().code(), 1, Integer::sum));
        return codes;
    }

    private static String sentences(List<Timed> calls) {
        return calls.stream()
                .collect(Collectors.groupingBy(call -> call.reply().sentence(), Collectors.counting()))
                .toString();
    }

    private static long timed(Runnable call) {
        long started = System.nanoTime();
        call.run();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
    }

    private void assertUnharmed() {
        StringBuilder figures = new StringBuilder();
        for (ServiceProcess service : services) {
            assertTrue(service.isAlive(), service::log);
            assertFalse(service.log().contains("OutOfMemory"), service::log);
            long memory = Figures.residentMegabytes(service);
            figures.append(memory).append(" MB ");
            assertTrue(memory < MOST_MEGABYTES, "it takes " + memory + " MB");
        }
        System.out.println("  memory: " + figures);
    }
}
