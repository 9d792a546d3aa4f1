package dev.shippy.consignment;

import static dev.shippy.consignment.Samples.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.protobuf.Message;
import dev.shippy.contracts.Call;
import dev.shippy.contracts.Caller;
import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.Rpc;
import dev.shippy.contracts.ServiceContract;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.Services;
import dev.shippy.contracts.ShippingService;
import dev.shippy.contracts.Trace;
import dev.shippy.contracts.UserService;
import dev.shippy.contracts.VesselService;
import dev.shippy.contracts.consignment.v1.Consignment;
import dev.shippy.contracts.consignment.v1.Response;
import dev.shippy.embedded.Durability;
import dev.shippy.embedded.EmbeddedNats;
import dev.shippy.embedded.Shared;
import dev.shippy.runtime.Environment;
import dev.shippy.runtime.nats.Nats;
import dev.shippy.runtime.nats.NatsClient;
import dev.shippy.runtime.nats.NatsConfig;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Instances of the service on real NATS and MongoDB, among fakes of the other services. */
final class ServiceFixture implements AutoCloseable {

    final EmbeddedNats nats;
    final String mongoUrl = Shared.mongo().newDatabase();
    final Vertx vertx = Vertx.vertx();
    private final FakeUserService users = new FakeUserService(vertx);
    private final NatsClient client;
    final FakeVesselService vessels = new FakeVesselService();

    ServiceFixture(Path folder, int instances) {
        // It is killed in some tests, and must not forget what it has acknowledged.
        nats = EmbeddedNats.in(folder).durability(Durability.DURABLE).start();
        serve(Services.USER, UserService.CONTRACT, users);
        serve(Services.VESSEL, VesselService.CONTRACT, vessels);
        deploy(instances);
        client = await(NatsClient.connect(vertx, nats.url(), Duration.ofSeconds(5)));
    }

    void deploy(int instances) {
        for (int n = 0; n < instances; n++) {
            ConsignmentConfig config = ConsignmentConfig.from(new Environment(environment()));
            await(vertx.deployVerticle(new ConsignmentVerticle(config)));
        }
    }

    /** The variables of an instance. */
    Map<String, String> environment() {
        return Map.of(
                "NATS_URL", nats.url(),
                "NATS_PASSWORD", nats.passwords().of("consignment"),
                "NATS_PUBLIC_PASSWORD", nats.passwords().of("consignment-public"),
                "MONGO_URL", mongoUrl,
                "START_TIMEOUT", "10s",
                "SWEEP_PERIOD", "100ms",
                "LEASE", "1s",
                "OUTBOX_POLL", "100ms",
                "OUTBOX_LEASE", "1s");
    }

    /** How a service reaches NATS. */
    NatsConfig connection(String name) {
        return NatsConfig.from(
                new Environment(Map.of(
                        "NATS_URL", nats.url(),
                        "NATS_PASSWORD", nats.passwords().of(name),
                        "NATS_PUBLIC_PASSWORD", nats.passwords().of(name + "-public"))),
                name);
    }

    private <S> void serve(String name, ServiceContract<S> contract, S implementation) {
        NatsConfig config = connection(name);
        await(vertx.deployVerticle(new VerticleBase() {
            @Override
            public Future<?> start() {
                return Nats.connect(vertx, config)
                        .compose(connected -> connected.serve(
                                contract,
                                implementation,
                                token -> Future.failedFuture(ServiceException.unauthenticated("Not in this test"))));
            }
        }));
    }

    /** Calls as a user, with a Request-Id and until a deadline. */
    <Q extends Message, R extends Message> Future<R> call(
            Rpc<ShippingService, Q, R> rpc, String user, String requestId, Duration limit, Q request) {
        Call call = new Call(Caller.ANONYMOUS, Deadline.in(limit, Clock.systemUTC()), requestId, Trace.start());
        return client.rpcs(users.token(user)).call(rpc, call, request);
    }

    /** As {@link #call}, with a fresh Request-Id and five seconds. */
    @CanIgnoreReturnValue
    <Q extends Message, R extends Message> Future<R> call(Rpc<ShippingService, Q, R> rpc, String user, Q request) {
        return call(rpc, user, Samples.freshId(), Duration.ofSeconds(5), request);
    }

    Future<Response> book(String user, String requestId, Consignment consignment) {
        return call(ShippingService.CREATE_CONSIGNMENT, user, requestId, Duration.ofSeconds(8), consignment);
    }

    @Override
    public void close() {
        await(client.close());
        await(vertx.close());
        nats.close();
    }
}
