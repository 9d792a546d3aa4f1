package dev.shippy.vessel;

import dev.shippy.runtime.mongo.MongoStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.AggregateOptions;
import io.vertx.ext.mongo.FindOptions;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The lookout's reads in MongoDB, by the indexes on {@code _id} and {@code changed}. Call them on a Vert.x context
 * only: on another thread, the client's stream of an aggregation can lose its end.
 */
final class MongoSightings implements Sightings {

    /** Documents of a page at most: some hundreds of kilobytes. To count their holds the store reads them whole. */
    static final int PAGE = 1_000;

    private static final JsonObject LATEST = new JsonObject().put("changed", -1).put("_id", -1);

    private final MongoStore store;
    private final PageSize pageSize;

    MongoSightings(MongoStore store, PageSize pageSize) {
        this.store = store;
        this.pageSize = pageSize;
    }

    @Override
    public Future<Long> latest() {
        FindOptions newest = new FindOptions()
                .setFields(new JsonObject().put("changed", 1))
                .setSort(LATEST)
                .setLimit(1);
        return store.run(() ->
                        store.client().findWithOptions(MongoVesselRepository.COLLECTION, new JsonObject(), newest))
                .map(found -> found.stream()
                        .mapToLong(SightingDocument::changed)
                        .findFirst()
                        .orElse(0));
    }

    @Override
    public Future<Page> page(String after) {
        JsonObject query = VesselDocument.byId(new JsonObject().put("$gt", after));
        return readPage(query, VesselDocument.byId(1));
    }

    @Override
    public Future<Page> changedFrom(long changed, String after) {
        JsonObject query = SightingDocument.changedFrom(changed, after);
        return readPage(query, SightingDocument.BY_CHANGE);
    }

    private Future<Page> readPage(JsonObject query, JsonObject sort) {
        int limit = pageSize.now();
        return read(query, sort, limit)
                .onSuccess(read -> pageSize.succeeded())
                .onFailure(failure -> pageSize.failed())
                .map(read -> page(read, limit));
    }

    /** Documents for {@link SightingDocument#read}, in one batch. */
    private Future<List<JsonObject>> read(JsonObject query, JsonObject sort, int limit) {
        JsonArray reading = SightingDocument.reading(query, sort, limit);
        AggregateOptions oneBatch = new AggregateOptions().setBatchSize(limit + 1);
        return store.run(() -> store.client()
                .aggregateWithOptions(MongoVesselRepository.COLLECTION, reading, oneBatch)
                .collect(Collectors.toList()));
    }

    private static Page page(List<JsonObject> documents, int limit) {
        if (documents.isEmpty()) {
            return new Page(List.of(), false, "", 0);
        }
        JsonObject last = documents.get(documents.size() - 1);
        List<Sighting> found = documents.stream()
                .flatMap(document -> SightingDocument.ifReadable(document, SightingDocument::read))
                .toList();
        return new Page(found, documents.size() == limit, last.getString("_id"), SightingDocument.changed(last));
    }
}
