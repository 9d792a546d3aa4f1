package dev.shippy.vessel;

import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.ServiceException;
import dev.shippy.runtime.mongo.MongoStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.IndexOptions;
import io.vertx.ext.mongo.MongoClient;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Vessels in MongoDB, one document each: the document alone decides who has room. */
final class MongoVesselRepository implements VesselRepository {

    static final String COLLECTION = "vessels";

    private static final String SEEDED = "seed";
    private static final JsonObject BEST_FIT =
            new JsonObject().put("freeWeight", 1).put("freeCapacity", 1).put("_id", 1);

    private final MongoStore store;
    private final MongoClient client;
    private final MongoReservations reservations;
    private final int mostHolds;

    MongoVesselRepository(MongoStore store, Clock clock, int mostHolds) {
        this.store = store;
        this.client = store.client();
        this.reservations = new MongoReservations(store, clock, mostHolds);
        this.mostHolds = mostHolds;
    }

    @Override
    public Future<Void> prepare(Collection<Vessel> seed) {
        IndexOptions named = new IndexOptions().name("best_fit");
        return store.run(() -> client.createIndexWithOptions(COLLECTION, BEST_FIT, named))
                .compose(indexed -> Future.all(seed.stream().map(this::sow).toList()))
                .mapEmpty();
    }

    @Override
    public Future<Optional<Vessel>> findAvailable(Cargo cargo, Collection<String> except) {
        JsonObject query = VesselDocument.except(VesselDocument.withRoom(cargo, mostHolds), except);
        return read(query, BEST_FIT, 1).map(found -> found.stream().findFirst());
    }

    @Override
    public Future<Optional<Vessel>> find(String id) {
        return document(id).map(found -> found.map(VesselDocument::vessel));
    }

    @Override
    public Future<List<Vessel>> list(String after, int limit) {
        return read(VesselDocument.byId(new JsonObject().put("$gt", after)), VesselDocument.byId(1), limit);
    }

    @Override
    public Future<Vessel> create(Vessel vessel, String request) {
        return insert(vessel, request)
                .compose(inserted -> inserted ? Future.succeededFuture(vessel) : earlier(request, vessel.id()));
    }

    @Override
    public Future<Outcome> reserve(String vesselId, Reservation reservation, Deadline deadline) {
        return reservations.reserve(vesselId, reservation, deadline);
    }

    @Override
    public Future<Void> release(String vesselId, Reservation reservation, Deadline upTo) {
        return reservations.release(vesselId, reservation, upTo);
    }

    @Override
    public Future<Integer> prune(Tombstones tombstones) {
        return reservations.prune(tombstones);
    }

    private Future<Boolean> sow(Vessel vessel) {
        return insert(vessel, SEEDED);
    }

    /** An insert, never an upsert: what is there stays as it is. Whether it was inserted. */
    private Future<Boolean> insert(Vessel vessel, String request) {
        return store.run(() -> client.insert(COLLECTION, VesselDocument.of(vessel, request)))
                .map(inserted -> true)
                .recover(MongoVesselRepository::isThere);
    }

    private static Future<Boolean> isThere(Throwable failure) {
        return MongoStore.isDuplicateKey(failure) ? Future.succeededFuture(false) : Future.failedFuture(failure);
    }

    private Future<Vessel> earlier(String request, String id) {
        return document(id).map(found -> madeBy(request, id, found));
    }

    private static Vessel madeBy(String request, String id, Optional<JsonObject> found) {
        return found.filter(document -> VesselDocument.request(document).equals(request))
                .map(VesselDocument::vessel)
                .orElseThrow(() -> ServiceException.alreadyExists("There is another vessel with the id " + id));
    }

    private Future<Optional<JsonObject>> document(String id) {
        return store.run(() -> client.findOne(COLLECTION, VesselDocument.byId(id), VesselDocument.WITHOUT_LISTS))
                .map(Optional::ofNullable);
    }

    private Future<List<Vessel>> read(JsonObject query, JsonObject sort, int limit) {
        FindOptions options = new FindOptions()
                .setFields(VesselDocument.WITHOUT_LISTS)
                .setSort(sort)
                .setLimit(limit);
        return store.run(() -> client.findWithOptions(COLLECTION, query, options))
                .map(found -> found.stream().map(VesselDocument::vessel).toList());
    }
}
