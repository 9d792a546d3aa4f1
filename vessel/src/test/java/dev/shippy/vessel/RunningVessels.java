package dev.shippy.vessel;

import static dev.shippy.vessel.Awaiting.await;

import dev.shippy.contracts.Call;
import dev.shippy.contracts.Caller;
import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.NatsUsers;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.Services;
import dev.shippy.contracts.Trace;
import dev.shippy.contracts.UserService;
import dev.shippy.contracts.VesselService;
import dev.shippy.contracts.vessel.v1.ReleaseRequest;
import dev.shippy.contracts.vessel.v1.ReserveRequest;
import dev.shippy.contracts.vessel.v1.ReserveResponse;
import dev.shippy.contracts.vessel.v1.Response;
import dev.shippy.contracts.vessel.v1.Specification;
import dev.shippy.contracts.vessel.v1.Vessel;
import dev.shippy.contracts.vessel.v1.VesselId;
import dev.shippy.embedded.EmbeddedNats;
import dev.shippy.embedded.MongodServer;
import dev.shippy.embedded.Shared;
import dev.shippy.embedded.TemporaryDirectory;
import dev.shippy.runtime.Environment;
import dev.shippy.runtime.mongo.MongoConfig;
import dev.shippy.runtime.mongo.MongoStore;
import dev.shippy.runtime.nats.Nats;
import dev.shippy.runtime.nats.NatsClient;
import dev.shippy.runtime.nats.NatsConfig;
import dev.shippy.runtime.nats.RpcClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** The vessel service on real servers, with a user service that is not. */
final class RunningVessels implements AutoCloseable {

    static final String BOATY = "vessel001";
    static final Specification SAMPLE =
            Specification.newBuilder().setCapacity(3).setMaxWeight(55_000).build();

    final Vertx vertx = Vertx.vertx();
    final TemporaryDirectory directory = TemporaryDirectory.create();
    final MongodServer mongo = MongodServer.start(directory.path());
    final FakeUsers users = new FakeUsers(vertx);

    private final EmbeddedNats nats = Shared.nats();
    private final Nats consignment = await(Nats.connect(vertx, config(nats, Services.CONSIGNMENT)));
    private final Nats user = await(Nats.connect(vertx, config(nats, Services.USER)));
    private final NatsClient customer = await(NatsClient.connect(vertx, nats.url(), Duration.ofSeconds(10)));

    RunningVessels() {
        await(user.serve(
                UserService.CONTRACT,
                users,
                token -> Future.failedFuture(ServiceException.unauthenticated("nobody calls this"))));
    }

    /** Starts an instance; its deployment id. */
    Future<String> deploy() {
        Environment environment = new Environment(Map.of(
                "NATS_URL",
                nats.url(),
                "NATS_PASSWORD",
                nats.passwords().of(Services.VESSEL),
                "NATS_PUBLIC_PASSWORD",
                nats.passwords().of(NatsUsers.publicUser(Services.VESSEL)),
                "MONGO_URL",
                mongo.url(),
                "PRUNE_EVERY",
                "50ms",
                "TOMBSTONE_AGE",
                "1s",
                "START_TIMEOUT",
                "20s"));
        return vertx.deployVerticle(new VesselVerticle(VesselConfig.from(environment)));
    }

    /** Calls as the consignment service, through internal doors. */
    RpcClient services() {
        return consignment.client();
    }

    /** Calls as a person, through public doors. */
    RpcClient people(String token) {
        return customer.rpcs(token);
    }

    /** What the store holds of the seeded vessel. */
    Ledger ledger() {
        MongoConfig config = new MongoConfig(mongo.url(), Duration.ofSeconds(5));
        MongoStore store = await(MongoStore.connect(vertx, config, Duration.ofSeconds(5)));
        JsonObject document = await(
                store.client().findOne(MongoVesselRepository.COLLECTION, VesselDocument.byId(BOATY), new JsonObject()));
        await(store.close());
        return Ledger.of(document);
    }

    /** Reserves room for the sample consignment on the seeded vessel, as the consignment service does. */
    Future<ReserveResponse> reserve(String id) {
        ReserveRequest request = ReserveRequest.newBuilder()
                .setVesselId(BOATY)
                .setReservationId(id)
                .setSpecification(SAMPLE)
                .build();
        return services().call(VesselService.RESERVE, call(), request);
    }

    /** Asks which vessel has room, as the consignment service does. */
    Future<Response> find(Specification specification) {
        return services().call(VesselService.FIND_AVAILABLE, call(), specification);
    }

    /** Gives it back. */
    Future<?> release(String id, Deadline upTo) {
        ReleaseRequest request = ReleaseRequest.newBuilder()
                .setVesselId(BOATY)
                .setReservationId(id)
                .setSpecification(SAMPLE)
                .setUpTo(upTo.unixMillis())
                .build();
        return services().call(VesselService.RELEASE, call(), request);
    }

    /** The seeded vessel, as every user sees it. */
    Vessel boaty() {
        VesselId id = VesselId.newBuilder().setId(BOATY).build();
        String token = users.customer("customer1");
        return await(people(token).call(VesselService.GET, call(), id)).getVessel();
    }

    static String reservationId() {
        return UUID.randomUUID().toString().replace("-", "") + ".0";
    }

    static Call call() {
        return new Call(
                Caller.service(Services.CONSIGNMENT),
                Deadline.in(Duration.ofSeconds(5), Clock.systemUTC()),
                UUID.randomUUID().toString(),
                Trace.start());
    }

    @Override
    public void close() {
        await(customer.close());
        await(consignment.drain());
        await(user.drain());
        await(vertx.close());
        mongo.close();
        directory.close();
    }

    /** As what a service connects to a server. */
    static NatsConfig config(EmbeddedNats nats, String service) {
        return new NatsConfig(
                service,
                nats.url(),
                nats.passwords().of(service),
                nats.passwords().of(NatsUsers.publicUser(service)),
                256,
                Duration.ofSeconds(10),
                Duration.ofSeconds(2));
    }
}
