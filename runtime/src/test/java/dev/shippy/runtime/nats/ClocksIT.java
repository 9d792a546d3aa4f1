package dev.shippy.runtime.nats;

import static dev.shippy.runtime.nats.Wire.code;
import static dev.shippy.runtime.nats.Wire.codeOf;
import static dev.shippy.runtime.nats.Wire.headers;
import static dev.shippy.runtime.nats.Wire.sentence;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import dev.shippy.contracts.Call;
import dev.shippy.contracts.Caller;
import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.Door;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.Rpc;
import dev.shippy.contracts.Trace;
import dev.shippy.contracts.VesselService;
import dev.shippy.contracts.vessel.v1.ReserveRequest;
import dev.shippy.contracts.vessel.v1.Response;
import dev.shippy.contracts.vessel.v1.Specification;
import dev.shippy.embedded.EmbeddedNats;
import io.nats.client.Connection;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers with another clock than the service's, against a real endpoint. */
class ClocksIT {

    private static final Vertx vertx = Vertx.vertx();
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final String FIND = "vessel.v1.FindAvailable";

    @TempDir
    private static Path directory;

    private static EmbeddedNats server;

    private final FakeVessels vessels = new FakeVessels();
    private Nats nats;
    private NatsLink people;
    private NatsLink consignment;

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
    void serve() {
        nats = Nats.connect(vertx, Wire.config(server, "vessel", Map.of())).await();
        nats.serve(VesselService.CONTRACT, vessels, Wire.BY_NAME).await();
        people = NatsLink.connect(vertx, server.url(), "customer", "", LIMIT).await();
        consignment = NatsLink.connect(
                        vertx, server.url(), "consignment", server.passwords().of("consignment"), LIMIT)
                .await();
    }

    @AfterEach
    void stop() {
        Future.all(people.close(), consignment.close()).await();
        nats.drain().await();
    }

    @ParameterizedTest
    @ValueSource(ints = {-3_600, -60, -3, 0, 3, 60, 3_600})
    void answersACallerWhoseClockIsOff(int seconds) {
        Clock clock = ahead(seconds);
        RpcClient public_ = new NatsRpcClient(vertx, people, Door.PUBLIC, "ada", clock);
        RpcClient internal = new NatsRpcClient(vertx, consignment, Door.INTERNAL, "", clock);

        for (RpcClient client : new RpcClient[] {public_, internal}) {
            vessels.calls.clear();
            for (int again = 1; again <= 2; again++) {
                assertEquals(FakeVessels.OK, find(client, clock).await());
                assertEquals(again, vessels.calls.size());
            }
            assertEquals("same", vessels.calls.get(0).requestId());
            Duration left = vessels.calls.get(1).deadline().remaining(Clock.systemUTC());
            if (Math.abs(seconds) >= 60) {
                assertTrue(left.toMillis() > 0 && left.compareTo(LIMIT.plusMillis(500)) < 0, left::toString);
            }
        }
    }

    /** By the endpoint's figures: only the first call is refused. */
    @Test
    void learnsTheClockOnce() {
        Clock clock = ahead(-60);
        RpcClient client = new NatsRpcClient(vertx, people, Door.PUBLIC, "ada", clock);
        RpcClient another = new NatsRpcClient(vertx, people, Door.PUBLIC, "eve", clock);

        for (int call = 0; call < 10; call++) {
            assertEquals(
                    FakeVessels.OK,
                    find(call % 2 == 0 ? client : another, clock).await());
        }

        NatsClient asking = NatsClient.connect(vertx, server.url(), LIMIT).await();
        InstanceStatistics.EndpointFigures figures = asking.statistics(Set.of("vessel"), LIMIT)
                .await()
                .get(0)
                .endpoints()
                .get(0);
        assertEquals("FindAvailable 11 1", figures.name() + " " + figures.requests() + " " + figures.errors());
        asking.close().await();
    }

    @Test
    void doesNotRepeatACallWhoseOutcomeIsUnknown() {
        vessels.behaviour = call -> Promise.<Response>promise().future();
        Clock clock = ahead(0);

        Future<Response> unknown = ended(call(
                new NatsRpcClient(vertx, people, Door.PUBLIC, "ada", clock),
                VesselService.FIND_AVAILABLE,
                Specification.getDefaultInstance(),
                Deadline.in(Duration.ofMillis(300), clock)));

        assertEquals(ErrorCode.DEADLINE_EXCEEDED, codeOf(unknown));
        assertEquals(1, vessels.calls.size());
    }

    /** A clock that jumps back an hour at each reading. */
    @Test
    void namesBothClocksWhenNoCorrectionHelps() {
        AtomicInteger hours = new AtomicInteger(10);
        Clock leaping = new FakeClock(() -> Instant.now().minus(Duration.ofHours(hours.incrementAndGet())));
        Deadline deadline = Deadline.in(Duration.ofHours(-10), Clock.systemUTC());

        Future<?> refused = ended(call(
                new NatsRpcClient(vertx, consignment, Door.INTERNAL, "", leaping),
                VesselService.RESERVE,
                ReserveRequest.getDefaultInstance(),
                deadline));

        assertEquals(ErrorCode.INVALID_ARGUMENT, codeOf(refused));
        String time = "\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z";
        assertTrue(
                String.valueOf(refused.cause().getMessage())
                        .matches("The header Deadline is " + time + ", more than 30 s ahead of the server's time "
                                + time + "; the time here is " + time),
                refused.cause()::getMessage);
        assertTrue(vessels.calls.isEmpty());
    }

    @Test
    void tellsAnyCallerThatTheCallDidNotBeginAndTheTime() throws Exception {
        Connection customer = Wire.connect(server, "customer");
        try {
            for (String deadline : new String[] {"1700000000000", "99999999999999"}) {
                io.nats.client.Message reply = customer.request(
                        FIND, headers("Authorization", "Bearer ada", "Deadline", deadline), new byte[0], LIMIT);

                assertEquals(deadline.startsWith("9") ? 400 : 504, code(reply));
                assertEquals("false", reply.getHeaders().getFirst("Call-Began"));
                long time = Long.parseLong(reply.getHeaders().getFirst("Server-Time"));
                assertTrue(Math.abs(time - System.currentTimeMillis()) < 5_000);
                assertTrue(sentence(reply).contains("the server's time"), sentence(reply));
            }
            vessels.behaviour = call -> Promise.<Response>promise().future();
            String soon = String.valueOf(System.currentTimeMillis() + 300);
            io.nats.client.Message unknown = customer.request(
                    FIND, headers("Authorization", "Bearer ada", "Deadline", soon), new byte[0], LIMIT);
            assertEquals(504, code(unknown));
            assertNull(unknown.getHeaders().getFirst("Call-Began"));
        } finally {
            customer.close();
        }
    }

    private static Clock ahead(int seconds) {
        return Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds));
    }

    private static Future<Response> find(RpcClient client, Clock clock) {
        return call(
                client, VesselService.FIND_AVAILABLE, Specification.getDefaultInstance(), Deadline.in(LIMIT, clock));
    }

    private static <Q extends Message, R extends Message> Future<R> call(
            RpcClient client, Rpc<?, Q, R> rpc, Q request, Deadline deadline) {
        return client.call(rpc, new Call(Caller.service("test"), deadline, "same", Trace.start()), request);
    }

    private static <T> Future<T> ended(Future<T> future) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(future::isComplete);
        return future;
    }

    private static final class FakeClock extends Clock {

        private final Supplier<Instant> time;

        FakeClock(Supplier<Instant> time) {
            this.time = time;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return time.get();
        }
    }
}
