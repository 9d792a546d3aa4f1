package dev.shippy.vessel;

import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.ServiceException;
import dev.shippy.runtime.mongo.MongoIndex;
import dev.shippy.runtime.mongo.MongoStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.UpdateOptions;
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

    /**
     * docs/operating.md lists them. The last two are partial and hold few vessels, because every further index makes
     * each Reserve slower.
     */
    static final List<MongoIndex> INDEXES = List.of(
            new MongoIndex("best_fit", BEST_FIT),
            new MongoIndex("changed", SightingDocument.BY_CHANGE),
            new MongoIndex(
                    "oldest_tombstone",
                    new JsonObject().put(VesselDocument.OLDEST_TOMBSTONE, 1),
                    where(VesselDocument.OLDEST_TOMBSTONE, "$exists", true)),
            new MongoIndex(
                    "many_tombstones",
                    new JsonObject().put(VesselDocument.TOMBSTONE_COUNT, 1),
                    where(VesselDocument.TOMBSTONE_COUNT, "$gt", Tombstones.KEEP)));

    private final MongoStore store;
    private final MongoClient client;
    private final MongoReservations reservations;
    private final int mostHolds;
    private final FleetView view;

    /**
     * Over a store.
     *
     * @param mostHolds how many a vessel may have
     * @param view learns what room a vessel has whenever this repository sees it
     */
    MongoVesselRepository(MongoStore store, Clock clock, int mostHolds, FleetView view) {
        this.store = store;
        this.client = store.client();
        this.reservations = new MongoReservations(store, clock, mostHolds, view);
        this.mostHolds = mostHolds;
        this.view = view;
    }

    @Override
    public Future<Void> prepare(Collection<Vessel> seed) {
        return store.makeIndexes(COLLECTION, INDEXES)
                .compose(indexed -> Future.all(seed.stream().map(this::sow).toList()))
                .mapEmpty();
    }

    @Override
    public Future<Optional<Vessel>> findAvailable(Cargo cargo, Collection<String> except) {
        return firstReadable(VesselDocument.except(VesselDocument.withRoom(cargo, mostHolds), except), 1);
    }

    /** More are read only when all that were found have been spoiled by hand. */
    private Future<Optional<Vessel>> firstReadable(JsonObject query, int limit) {
        return store.linearizable()
                .aggregate(COLLECTION, SightingDocument.reading(query, BEST_FIT, limit), limit)
                .compose(found -> {
                    Optional<Vessel> best = found.stream()
                            .flatMap(document -> SightingDocument.ifReadable(document, SightingDocument::read))
                            .findFirst()
                            .map(this::report);
                    if (best.isPresent() || found.size() < limit) {
                        return Future.succeededFuture(best);
                    }
                    return limit < MongoSightings.PAGE
                            ? firstReadable(query, limit * 10)
                            : Future.failedFuture(new IllegalStateException(
                                    "The first " + limit + " vessels with room were spoiled by hand"));
                });
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
        return make(vessel, request)
                .compose(made -> made.isPresent()
                        ? Future.succeededFuture(report(SightingDocument.updated(made.get(), 0)))
                        : earlier(request, vessel.id()));
    }

    @Override
    public Future<Outcome> reserve(String vesselId, Reservation reservation, Deadline deadline, Deadline named) {
        return reservations.reserve(vesselId, reservation, deadline, named);
    }

    @Override
    public Future<Void> release(String vesselId, Reservation reservation, Deadline upTo) {
        return reservations.release(vesselId, reservation, upTo);
    }

    @Override
    public Future<Integer> prune(Tombstones tombstones) {
        return reservations.prune(tombstones);
    }

    /** One that is there and was spoiled by hand must not stop the start. */
    private Future<Void> sow(Vessel vessel) {
        return make(vessel, SEEDED)
                .onSuccess(made -> made.stream()
                        .flatMap(document ->
                                SightingDocument.ifReadable(document, read -> SightingDocument.updated(read, 0)))
                        .forEach(view::learn))
                .mapEmpty();
    }

    /**
     * Inserts a vessel; one that the same request has made stays as it is. An update and no insert, because the store notes its own
     * time only in updates.
     *
     * @return its document as it is now, or nothing when another request has made one with this id
     */
    private Future<Optional<JsonObject>> make(Vessel vessel, String request) {
        return store.run(() -> client.findOneAndUpdateWithOptions(
                        COLLECTION,
                        VesselDocument.madeBy(vessel, request),
                        VesselDocument.of(vessel),
                        new FindOptions().setFields(SightingDocument.FIELDS),
                        new UpdateOptions().setUpsert(true).setReturningNewDocument(true)))
                .map(Optional::of)
                .recover(MongoVesselRepository::isThere);
    }

    private Vessel report(Sighting sighting) {
        view.learn(sighting);
        return sighting.vessel();
    }

    private static Future<Optional<JsonObject>> isThere(Throwable failure) {
        return MongoStore.isDuplicateKey(failure)
                ? Future.succeededFuture(Optional.empty())
                : Future.failedFuture(failure);
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
        return store.linearizable().find(COLLECTION, id, VesselDocument.WITHOUT_LISTS);
    }

    private Future<List<Vessel>> read(JsonObject query, JsonObject sort, int limit) {
        FindOptions options = new FindOptions()
                .setFields(VesselDocument.WITHOUT_LISTS)
                .setSort(sort)
                .setLimit(limit);
        return store.run(() -> client.findWithOptions(COLLECTION, query, options))
                .map(found -> found.stream().map(VesselDocument::vessel).toList());
    }

    private static JsonObject where(String field, String operator, Object value) {
        return new JsonObject().put(field, new JsonObject().put(operator, value));
    }
}
