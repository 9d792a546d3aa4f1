package dev.shippy.vessel;

import dev.shippy.contracts.Limits;
import dev.shippy.contracts.Services;
import dev.shippy.contracts.VesselService;
import dev.shippy.runtime.Health;
import dev.shippy.runtime.HealthCheck;
import dev.shippy.runtime.mongo.MongoStore;
import dev.shippy.runtime.nats.Nats;
import dev.shippy.runtime.token.NatsAccounts;
import dev.shippy.runtime.token.TokenAuthenticator;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Wires the vessel service: MongoDB and NATS in, {@link VesselService} out. */
public final class VesselVerticle extends VerticleBase implements HealthCheck {

    /** The MongoDB collections that this service reads and writes; its user needs rights on no others. */
    public static final List<String> COLLECTIONS = List.of(MongoVesselRepository.COLLECTION);

    private static final Vessel BOATY = Vessel.empty("vessel001", "Boaty McBoatface", 500, 200_000, true, "vessel");

    private final VesselConfig config;
    private final Clock clock = Clock.systemUTC();

    private @Nullable MongoStore store;
    private @Nullable Nats nats;
    private @Nullable Lookout lookout;
    private @Nullable Pruning pruning;

    public VesselVerticle(VesselConfig config) {
        this.config = config;
    }

    @Override
    public Future<?> start() {
        return MongoStore.connect(vertx, config.mongo(), config.nats().startLimit())
                .compose(this::prepare)
                .onSuccess(this::startPruning)
                .compose(this::serve)
                .recover(this::giveUp);
    }

    @Override
    public Future<?> stop() {
        if (lookout != null) {
            lookout.stop();
        }
        if (pruning != null) {
            pruning.stop();
        }
        Future<Void> drained = nats == null ? Future.succeededFuture() : nats.drain();
        return drained.eventually(() -> store == null ? Future.succeededFuture() : store.close());
    }

    @Override
    public Future<Void> check() {
        return store == null || nats == null
                ? Future.failedFuture("not started")
                : Future.all(store.check(), nats.check()).mapEmpty();
    }

    private Future<Health> health() {
        return store == null || nats == null
                ? Future.succeededFuture(Health.problem("The service has not started"))
                : Health.all(List.of(Health.of("MongoDB", store.check()), Health.of("NATS", nats.check())));
    }

    @Override
    public Future<Void> lost() {
        return nats == null ? Promise.<Void>promise().future() : nats.lost();
    }

    private Future<VesselRepository> prepare(MongoStore connected) {
        store = connected;
        FleetView view = new FleetView(Limits.HOLDS);
        Sightings sightings = new MongoSightings(connected, new PageSize(MongoSightings.PAGE));
        Lookout watching = new Lookout(vertx, sightings, view, config.viewPoll());
        VesselRepository stored = new MongoVesselRepository(connected, clock, Limits.HOLDS, view);
        VesselRepository vessels = new ViewedVessels(stored, view, watching);
        lookout = watching;
        return connected
                .prepare("the vessels", config.nats().startLimit(), () -> vessels.prepare(List.of(BOATY)))
                .onSuccess(prepared -> watching.start())
                .map(vessels);
    }

    private void startPruning(VesselRepository vessels) {
        Tombstones tombstones = new Tombstones(config.tombstoneAge(), Tombstones.KEEP);
        pruning = new Pruning(vertx, vessels, tombstones, config.pruneEvery());
        pruning.start();
    }

    private Future<Void> serve(VesselRepository vessels) {
        return Nats.connect(vertx, config.nats()).compose(connected -> serve(connected, vessels));
    }

    private Future<Void> serve(Nats connected, VesselRepository vessels) {
        nats = connected;
        TokenAuthenticator authenticator = new TokenAuthenticator(
                vertx, new NatsAccounts(Services.VESSEL, connected.client(), clock), config.tokens());
        return connected.serve(VesselService.CONTRACT, new VesselHandler(vessels), authenticator, this::health);
    }

    /** A start that failed leaves no connection behind. */
    private Future<Void> giveUp(Throwable failure) {
        return stop().transform(stopped -> Future.failedFuture(failure));
    }
}
