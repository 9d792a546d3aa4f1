package dev.shippy.runtime.nats;

import static dev.shippy.runtime.nats.Wire.call;
import static dev.shippy.runtime.nats.Wire.code;
import static dev.shippy.runtime.nats.Wire.codeOf;
import static dev.shippy.runtime.nats.Wire.headers;
import static dev.shippy.runtime.nats.Wire.sentence;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.Caller;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceContract;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.VesselService;
import dev.shippy.contracts.vessel.v1.ReserveRequest;
import dev.shippy.contracts.vessel.v1.ReserveResponse;
import dev.shippy.contracts.vessel.v1.Response;
import dev.shippy.contracts.vessel.v1.Specification;
import dev.shippy.embedded.EmbeddedNats;
import dev.shippy.runtime.Health;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import io.nats.service.Discovery;
import io.nats.service.EndpointStats;
import io.nats.service.StatsResponse;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server's and the client's side against a real nats-server with the real permissions. */
class NatsIT {

    private static final Vertx vertx = Vertx.vertx();
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String FIND = "vessel.v1.FindAvailable";
    private static final ServiceContract<NatsIT> NO_METHODS = new ServiceContract<>("user", "1.0.0", "", List.of());

    @TempDir
    private static Path directory;

    private static EmbeddedNats server;

    private final FakeVessels vessels = new FakeVessels();
    private Nats nats;
    private Nats consignment;
    private Connection customer;

    @BeforeAll
    static void startServer() {
        server = EmbeddedNats.start(directory);
    }

    @AfterAll
    static void stopServer() {
        vertx.close().await();
        server.close();
    }

    @BeforeEach
    void serve() throws Exception {
        nats = Nats.connect(vertx, Wire.config(server, "vessel", Map.of("MAX_IN_FLIGHT", "4")))
                .await();
        nats.serve(VesselService.CONTRACT, vessels, Wire.BY_NAME).await();
        consignment = Nats.connect(vertx, Wire.config(server, "consignment", Map.of()))
                .await();
        customer = Wire.connect(server, "customer");
    }

    @AfterEach
    void stop() throws Exception {
        customer.close();
        consignment.drain().await();
        nats.drain().await();
    }

    @Test
    void answersACustomerWithAToken() throws Exception {
        Message reply = ask(FIND, headers("Authorization", "Bearer ada", "Request-Id", "r1"), new byte[0]);

        assertEquals(FakeVessels.OK, Response.parseFrom(reply.getData()));
        assertEquals("ada", vessels.calls.get(0).caller().id());
        assertEquals("r1", vessels.calls.get(0).requestId());
    }

    /** java.net.URI rejects the second host, as it rejects one with an underscore. */
    @Test
    void connectsToAListOfServersWithAnyNames() {
        int port = URI.create(server.url()).getPort();
        String servers = "nats://unknown_host.invalid:4222,127.1:" + port;

        Nats another = Nats.connect(vertx, Wire.config(server, "vessel", Map.of("NATS_URL", servers)))
                .await();

        another.check().await();
        another.drain().await();
    }

    @Test
    void carriesTheContextThroughAnInternalDoor() {
        ReserveResponse reply = consignment
                .client()
                .call(VesselService.RESERVE, call("ada", PATIENCE), ReserveRequest.getDefaultInstance())
                .await();

        assertEquals(ReserveResponse.Outcome.GRANTED, reply.getOutcome());
        assertEquals(Caller.service("ada"), vessels.calls.get(0).caller());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "vessel.v1.FindAvailable, -,        401",
                "vessel.v1.FindAvailable, Bearer ,  401",
                "vessel.v1.FindAvailable, ada,      401",
                "vessel.v1.FindAvailable, Bearer bad, 401",
                "vessel.v1.Create,        Bearer ada, 403",
                "vessel.v1.Create,        Bearer root, 200",
                "vessel.v1.FindAvailable, bearer ada, 200"
            })
    void letsInWhoMay(String subject, String authorization, int code) throws Exception {
        Headers headers = authorization == null ? headers() : headers("Authorization", authorization);

        assertEquals(code, code(ask(subject, headers, new byte[0])));
        assertEquals(code == 200 ? 1 : 0, vessels.calls.size());
    }

    @ParameterizedTest
    @CsvSource({
        "Deadline, x",
        "Deadline, ''",
        "Deadline, -5",
        "Deadline, 99999999999999",
        "Deadline, 1e3",
        "Request-Id, ''",
        "Request-Id, 'a b'"
    })
    void refusesAMalformedHeaderByItsName(String name, String value) throws Exception {
        Message reply = ask(FIND, headers("Authorization", "Bearer ada", name, value), new byte[0]);

        assertEquals(400, code(reply));
        assertTrue(sentence(reply).contains(name), sentence(reply));
    }

    @Test
    void startsNothingAfterItsDeadlineAndTellsTheTime() throws Exception {
        Message reply = ask(FIND, headers("Authorization", "Bearer ada", "Deadline", "1700000000000"), new byte[0]);

        assertEquals(504, code(reply));
        assertNotNull(reply.getHeaders().getFirst("Server-Time"));
        assertTrue(vessels.calls.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(ints = {64 * 1024 + 1, 900 * 1024})
    void refusesALargeBodyWithItsSize(int bytes) throws Exception {
        Message reply = ask(FIND, headers("Authorization", "Bearer ada"), new byte[bytes]);

        assertEquals(400, code(reply));
        assertTrue(sentence(reply).contains(String.valueOf(bytes)), sentence(reply));
    }

    @Test
    void refusesABodyThatIsNoMessage() throws Exception {
        Message reply = ask(FIND, headers("Authorization", "Bearer ada"), new byte[] {8, -1, -1});

        assertEquals(400, code(reply));
        assertEquals("The body is not a shippy.vessel.v1.Specification", sentence(reply));
    }

    @Test
    void showsNothingOfAFaultButAnId() throws Exception {
        vessels.behaviour = call -> {
            throw new IllegalStateException("secret\r\nstack");
        };

        Message reply = ask(FIND, headers("Authorization", "Bearer ada"), new byte[0]);

        assertEquals(500, code(reply));
        assertFalse(sentence(reply).contains("secret"));
        assertEquals(0, reply.getData().length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$JS.API.STREAM.DELETE.EVENTS",
                "$JS.API.STREAM.PURGE.EVENTS",
                "user.created",
                "internal.vessel.v1.Reserve",
                "_INBOX_consignment.x.y",
                "_INBOXES.x"
            })
    void ignoresARequestWhoseReplySubjectIsNoInboxOfItsCallers(String replyTo) throws Exception {
        customer.publish(NatsMessage.builder()
                .subject(FIND)
                .replyTo(replyTo)
                .headers(headers("Authorization", "Bearer ada"))
                .build());
        customer.publish(FIND, new byte[0]);

        assertEquals(200, code(ask(FIND, headers("Authorization", "Bearer eve"), new byte[0])));
        assertEquals(
                List.of("eve"),
                vessels.calls.stream().map(call -> call.caller().id()).toList());
    }

    @Test
    void refusesAtOnceWhatIsOverTheBoundInFlight() throws Exception {
        Promise<Response> slow = Promise.promise();
        vessels.behaviour = call -> slow.future();
        List<Future<Response>> accepted = new ArrayList<>();
        RpcClient client =
                NatsClient.connect(vertx, server.url(), PATIENCE).await().rpcs("ada");
        for (int i = 0; i < 4; i++) {
            accepted.add(client.call(
                    VesselService.FIND_AVAILABLE, call("ada", PATIENCE), Specification.getDefaultInstance()));
        }
        await(() -> vessels.calls.size() == 4);

        Message refused = ask(FIND, headers("Authorization", "Bearer ada"), new byte[0]);
        assertEquals(429, code(refused));
        assertEquals("The service has too many calls in flight; try again in a second", sentence(refused));
        Future<ReserveResponse> byAnotherDoor = ended(consignment
                .client()
                .call(VesselService.RESERVE, call("ada", PATIENCE), ReserveRequest.getDefaultInstance()));
        assertEquals(ErrorCode.RESOURCE_EXHAUSTED, codeOf(byAnotherDoor));
        slow.complete(FakeVessels.OK);

        assertEquals(4, Future.all(accepted).await().size());
        assertEquals(200, code(ask(FIND, headers("Authorization", "Bearer ada"), new byte[0])));
    }

    @Test
    void endsACallAtItsDeadlineThoughTheHandlerNeverAnswers() {
        vessels.behaviour = call -> Promise.<Response>promise().future();

        Future<ReserveResponse> call = ended(consignment
                .client()
                .call(VesselService.RESERVE, call("ada", Duration.ofMillis(200)), ReserveRequest.getDefaultInstance()));

        assertEquals(ErrorCode.DEADLINE_EXCEEDED, codeOf(call));
    }

    @Test
    void endsACallAtItsDeadlineThoughTheBrokerIsStalled() {
        server.pause();
        try {
            long begun = System.nanoTime();
            Future<ReserveResponse> call = ended(consignment
                    .client()
                    .call(
                            VesselService.RESERVE,
                            call("ada", Duration.ofMillis(300)),
                            ReserveRequest.getDefaultInstance()));

            assertEquals(ErrorCode.DEADLINE_EXCEEDED, codeOf(call));
            assertTrue(System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(3));
        } finally {
            server.resume();
        }
    }

    @Test
    void saysAtOnceThatNobodyServes() {
        nats.drain().await();

        Future<ReserveResponse> call = ended(consignment
                .client()
                .call(VesselService.RESERVE, call("ada", Duration.ofSeconds(30)), ReserveRequest.getDefaultInstance()));

        assertEquals(ErrorCode.UNAVAILABLE, codeOf(call));
        assertEquals("No vessel service is running", call.cause().getMessage());
    }

    @Test
    void finishesWhatIsInFlightBeforeItStops() throws Exception {
        Promise<Response> slow = Promise.promise();
        vessels.behaviour = call -> slow.future();
        Future<ReserveResponse> call = consignment
                .client()
                .call(VesselService.RESERVE, call("ada", PATIENCE), ReserveRequest.getDefaultInstance());
        await(() -> vessels.calls.size() == 1);

        Future<Void> drained = nats.drain();
        vertx.setTimer(100, fired -> slow.complete(FakeVessels.OK));

        assertEquals(ReserveResponse.Outcome.GRANTED, call.await().getOutcome());
        drained.await();
    }

    @Test
    void tellsDiscoveryTheTruthAboutAsynchronousCalls() throws Exception {
        vessels.behaviour = call -> vertx.timer(60, TimeUnit.MILLISECONDS).map(FakeVessels.OK);
        for (int i = 0; i < 3; i++) {
            assertEquals(200, code(ask(FIND, headers("Authorization", "Bearer ada"), new byte[0])));
        }
        assertEquals(401, code(ask(FIND, headers(), new byte[0])));

        StatsResponse statistics =
                new Discovery(customer, 500, 1).stats("vessel").get(0);
        EndpointStats find = statistics.getEndpointStatsList().stream()
                .filter(endpoint -> endpoint.getName().equals("FindAvailable"))
                .findFirst()
                .orElseThrow();

        assertEquals(4, find.getNumRequests());
        assertEquals(1, find.getNumErrors());
        assertTrue(find.getLastError().startsWith("401"), find.getLastError());
        assertTrue(find.getProcessingTime() >= TimeUnit.MILLISECONDS.toNanos(150), "" + find.getProcessingTime());
        assertEquals(find.getProcessingTime() / 4, find.getAverageProcessingTime());
    }

    @Test
    void countsRefusalsApartFromFaults() throws Exception {
        assertEquals(401, code(ask(FIND, headers(), new byte[0])));
        assertEquals(400, code(ask(FIND, headers("Authorization", "Bearer ada", "Deadline", "x"), new byte[0])));
        vessels.behaviour = call -> Future.failedFuture(ServiceException.unavailable("away", null));
        assertEquals(503, code(ask(FIND, headers("Authorization", "Bearer ada"), new byte[0])));

        JsonObject figures = figures();

        assertEquals(
                "3 3 2",
                figures.getLong("num_requests") + " " + figures.getLong("num_errors") + " "
                        + figures.getLong("num_refused"));
    }

    @Test
    void reportsItsHealthToAnyone() throws Exception {
        assertEquals(List.of(), healthProblems("vessel"));
        Nats user = Nats.connect(vertx, Wire.config(server, "user", Map.of())).await();
        Health ill = new Health(List.of("PostgreSQL does not answer"), OptionalLong.of(3), true);
        user.serve(NO_METHODS, this, Wire.BY_NAME, () -> Future.succeededFuture(ill))
                .await();

        assertEquals(List.of("PostgreSQL does not answer"), healthProblems("user"));
        NatsClient asking = NatsClient.connect(vertx, server.url(), PATIENCE).await();
        InstanceStatistics read = asking.statistics(Set.of("user", "vessel"), PATIENCE).await().stream()
                .filter(instance -> instance.name().equals("user"))
                .findFirst()
                .orElseThrow();
        assertEquals(ill, read.health());
        // Other clients ignore the fields that they do not know.
        assertEquals(
                "user", new Discovery(customer, 500, 1).stats("user").get(0).getName());
        asking.close().await();
        user.drain().await();
    }

    /** Missing services are waited for; once all have answered, nothing else is. */
    @Test
    void waitsForTheServicesThatAreExpected() {
        NatsClient asking = NatsClient.connect(vertx, server.url(), PATIENCE).await();
        long begun = System.nanoTime();
        assertEquals(1, asking.statistics(Set.of("vessel"), PATIENCE).await().size());
        assertTrue(System.nanoTime() - begun < PATIENCE.toNanos() / 2);

        Future<List<InstanceStatistics>> both = asking.statistics(Set.of("vessel", "user"), PATIENCE);
        Nats user = Nats.connect(vertx, Wire.config(server, "user", Map.of())).await();
        assertFalse(both.isComplete());
        assertEquals(1, both.await().size());
        assertTrue(System.nanoTime() - begun >= PATIENCE.toNanos());
        asking.close().await();
        user.drain().await();
    }

    private List<?> healthProblems(String service) throws InterruptedException {
        Message reply = ask("$SRV.STATS." + service, headers(), new byte[0]);
        return new JsonObject(Buffer.buffer(reply.getData()))
                .getJsonObject("health")
                .getJsonArray("problems")
                .getList();
    }

    /** The figures are requested as soon as the reply arrives. */
    @Test
    void countsACallBeforeItsReplyGoesOut() throws Exception {
        long counted = 0;
        for (int calls = 1; calls <= 300; calls++) {
            String authorization = calls % 2 == 0 ? "Bearer ada" : "Bearer bad";
            Message reply = ask(FIND, headers("Authorization", authorization), new byte[0]);
            assertEquals(calls % 2 == 0 ? 200 : 401, code(reply));
            counted = figures().getLong("num_requests");
            assertEquals(calls, counted);
        }
        assertEquals(300, counted);
    }

    private JsonObject figures() throws InterruptedException {
        Message reply = ask("$SRV.STATS.vessel", headers(), new byte[0]);
        return new JsonObject(Buffer.buffer(reply.getData()))
                .getJsonArray("endpoints").stream()
                        .map(JsonObject.class::cast)
                        .filter(endpoint -> endpoint.getString("name").equals("FindAvailable"))
                        .findFirst()
                        .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"request-id", "REQUEST-ID"})
    void readsHeadersInAnyCase(String name) throws Exception {
        assertEquals(200, code(ask(FIND, headers("authorization", "Bearer ada", name, "r1"), new byte[0])));

        assertEquals("r1", vessels.calls.get(0).requestId());
    }

    @Test
    void isDiscoveredWithItsPublicEndpointsOnly() throws Exception {
        Discovery discovery = new Discovery(customer, 500, 10);

        assertEquals("vessel", discovery.ping().get(0).getName());
        assertEquals(
                List.of("FindAvailable", "Create", "Get", "List"),
                discovery.info("vessel").get(0).getEndpoints().stream()
                        .map(endpoint -> endpoint.getName())
                        .toList());
        assertEquals(1, discovery.info("vessel").size());
        String id = discovery.ping("vessel").get(0).getId();
        assertEquals(id, discovery.info("vessel", id).getId());
    }

    @Test
    void answersNoDiscoveryIntoAnEventSubject() throws Exception {
        Subscription events = Wire.connect(server, "operator").subscribe("user.created");
        customer.publish(NatsMessage.builder()
                .subject("$SRV.PING")
                .replyTo("user.created")
                .build());

        assertEquals(
                "vessel", new Discovery(customer, 300, 1).ping("vessel").get(0).getName());
        assertEquals(null, events.nextMessage(Duration.ofMillis(200)));
    }

    @Test
    void servesAgainSoonAfterTheBrokerReturns() {
        server.kill();
        try {
            await(() -> codeOf(ended(tryReserve())) == ErrorCode.UNAVAILABLE);
        } finally {
            server.restart();
        }
        long returned = System.nanoTime();

        await(() -> ended(tryReserve()).succeeded());

        assertTrue(System.nanoTime() - returned < TimeUnit.SECONDS.toNanos(5));
    }

    @Test
    void refusesToServeWhatNatsDoesNotAllow() {
        Nats wrong = Nats.connect(vertx, Wire.config(server, "consignment", Map.of()))
                .await();

        Future<Void> serving = ended(wrong.serve(VesselService.CONTRACT, vessels, Wire.BY_NAME));

        assertTrue(serving.failed());
        assertTrue(String.valueOf(serving.cause()).contains("NATS refuses the user consignment"));
        wrong.drain().await();
    }

    private Future<ReserveResponse> tryReserve() {
        return consignment
                .client()
                .call(VesselService.RESERVE, call("ada", Duration.ofMillis(500)), ReserveRequest.getDefaultInstance());
    }

    private Message ask(String subject, Headers headers, byte[] body) throws InterruptedException {
        Message reply = customer.request(subject, headers, body, PATIENCE);
        assertNotNull(reply, "no reply from " + subject);
        return reply;
    }

    private static <T> Future<T> ended(Future<T> future) {
        await(future::isComplete);
        return future;
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(5))
                .until(condition);
    }
}
