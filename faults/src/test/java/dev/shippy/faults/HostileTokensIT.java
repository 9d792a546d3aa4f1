package dev.shippy.faults;

import static dev.shippy.faults.Person.codeOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.Access;
import dev.shippy.contracts.Door;
import dev.shippy.contracts.Rpc;
import dev.shippy.contracts.ServiceContract;
import dev.shippy.contracts.Services;
import dev.shippy.contracts.VesselService;
import dev.shippy.contracts.vessel.v1.Specification;
import dev.shippy.runtime.nats.NatsClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Invalid tokens, thousands at once, at every door that needs one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileTokensIT {

    private static final int FLOOD = 5_000;
    private static final Set<Integer> TURNED_AWAY = Set.of(401, 429);

    private final Vertx vertx = Vertx.vertx();
    private final Installation installation = new Installation(Map.of());
    private final List<ServiceProcess> services = List.of(
            installation.start(Services.USER),
            installation.start(Services.VESSEL),
            installation.start(Services.CONSIGNMENT));
    private final NatsClient client;
    private final RawNats raw;

    HostileTokensIT() {
        services.forEach(ServiceProcess::awaitServing);
        client = NatsClient.connect(vertx, installation.nats.url(), Duration.ofSeconds(5))
                .await();
        raw = RawNats.customer(installation.nats.port());
    }

    @AfterAll
    void close() {
        raw.close();
        client.close().await();
        vertx.close().await();
        installation.close();
    }

    @Test
    void turnsThousandsAwayAndLetsTheGoodOnesIn() throws GeneralSecurityException {
        Person ada = Person.signUp(client);
        TokenForge forge = new TokenForge(vertx, installation, ada);
        Person withForged = Person.withToken(client, forge.good());
        assertEquals(200, codeOf(search(withForged)), "the forge works");
        Map<String, String> bad = forge.bad();
        List<Rpc<?, ?, ?>> rpcs = rpcsWithToken();

        Map<String, CompletableFuture<RawReply>> replies = new LinkedHashMap<>();
        long started = System.nanoTime();
        List<Map.Entry<String, String>> tokens = new ArrayList<>(bad.entrySet());
        List<Future<?>> goodOnes = new ArrayList<>();
        for (int i = 0; i < FLOOD; i++) {
            Map.Entry<String, String> token = tokens.get(i % tokens.size());
            Rpc<?, ?, ?> rpc = rpcs.get(i / tokens.size() % rpcs.size());
            byte[] headers = HeaderBlock.of(token.getValue()).bytes();
            replies.put(
                    i + ": " + token.getKey() + " at " + rpc,
                    raw.request(rpc.subject(Door.PUBLIC), headers, new byte[0]));
            if (i % 250 == 0) {
                goodOnes.add(patiently(ada, 50));
            }
        }
        List<String> wrong = new ArrayList<>();
        Map<Integer, Integer> codes = new TreeMap<>();
        replies.forEach((name, reply) -> {
            RawReply answer = reply.join();
            codes.merge(answer.code(), 1, Integer::sum);
            if (!TURNED_AWAY.contains(answer.code())) {
                wrong.add(name + ": " + answer.code() + " " + answer.sentence());
            }
        });
        goodOnes.forEach(call -> Bookings.ended(call));

        System.out.println("Bad tokens: " + codes + " in " + (System.nanoTime() - started) / 1_000_000 + " ms");
        assertEquals(List.of(), wrong);
        goodOnes.forEach(call -> assertEquals(200, codeOf(call)));
        assertEquals(200, codeOf(search(ada)));
        for (ServiceProcess service : services) {
            assertTrue(service.isAlive());
            assertTrue(!service.log().contains("\tat "), service::log);
            bad.values()
                    .forEach(token ->
                            assertTrue(token.length() < 200 || !service.log().contains(token)));
        }
    }

    /** Such headers are never read; they are refused for the token in them all the same. */
    @Test
    void refusesATokenOf900KilobytesByItsSize() {
        for (Rpc<?, ?, ?> rpc : rpcsWithToken()) {
            RawReply reply = raw.request(
                            rpc.subject(Door.PUBLIC),
                            HeaderBlock.of("x".repeat(900_000)).bytes(),
                            new byte[0])
                    .join();
            assertEquals(401, reply.code(), reply.sentence());
            assertTrue(reply.sentence().contains("bytes"), reply.sentence());
        }
    }

    private static Future<?> search(Person person) {
        return Bookings.ended(person.call(
                VesselService.FIND_AVAILABLE,
                Specification.newBuilder().setCapacity(1).setMaxWeight(1).build()));
    }

    /** Calls again when the service is full, as a client is asked to. */
    private Future<?> patiently(Person person, int tries) {
        return person.call(
                        VesselService.FIND_AVAILABLE,
                        Specification.newBuilder()
                                .setCapacity(1)
                                .setMaxWeight(1)
                                .build())
                .map(found -> (Object) found)
                .recover(failure -> tries == 0
                        ? Future.failedFuture(failure)
                        : vertx.timer(100)
                                .compose(later -> patiently(person, tries - 1).map(found -> (Object) found)));
    }

    private static List<Rpc<?, ?, ?>> rpcsWithToken() {
        return Services.contracts().stream()
                .filter(contract -> !contract.name().equals(Services.EMAIL_SUBSCRIBER))
                .map(ServiceContract::rpcs)
                .<Rpc<?, ?, ?>>flatMap(List::stream)
                .filter(rpc -> rpc.doors().contains(Door.PUBLIC) && rpc.access() != Access.EVERYBODY)
                .toList();
    }
}
