package dev.shippy.consignment;

import static dev.shippy.consignment.MongoConsignmentRepository.COLLECTION;

import dev.shippy.runtime.mongo.MongoStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Reads pages in two steps: places and sizes first, then what fits. A thousand large consignments must not be in memory to
 * find that forty of them fill a page.
 */
final class MongoPages {

    private final MongoStore store;

    MongoPages(MongoStore store) {
        this.store = store;
    }

    Future<Page> page(Optional<String> owner, Optional<Position> after, int entries, int bytes) {
        FindOptions oneMore = new FindOptions()
                .setFields(new JsonObject().put("createdAt", 1).put("size", 1))
                .setSort(oldestFirst())
                .setLimit(entries + 1);
        return find(query(owner, after), oneMore).compose(places -> read(places, fitting(places, entries, bytes)));
    }

    static JsonObject oldestFirst() {
        return new JsonObject().put("createdAt", 1).put("_id", 1);
    }

    private static JsonObject query(Optional<String> owner, Optional<Position> after) {
        JsonObject query = new JsonObject();
        owner.ifPresent(id -> query.put("owner", id));
        after.ifPresent(position -> query.mergeIn(later(position)));
        return query;
    }

    /** The lower bound beside the alternatives is what lets an index begin at the right place. */
    private static JsonObject later(Position position) {
        JsonObject laterTime = new JsonObject().put("createdAt", new JsonObject().put("$gt", position.createdAt()));
        JsonObject sameTime = new JsonObject()
                .put("createdAt", position.createdAt())
                .put("_id", new JsonObject().put("$gt", position.id()));
        return new JsonObject()
                .put("createdAt", new JsonObject().put("$gte", position.createdAt()))
                .put("$or", new JsonArray().add(laterTime).add(sameTime));
    }

    private static List<JsonObject> fitting(List<JsonObject> places, int entries, int bytes) {
        int count = 0;
        long size = 0;
        while (count < Math.min(entries, places.size())) {
            size += places.get(count).getInteger("size");
            if (count > 0 && size > bytes) {
                break;
            }
            count++;
        }
        return places.subList(0, count);
    }

    private Future<Page> read(List<JsonObject> places, List<JsonObject> fitting) {
        List<String> ids = fitting.stream().map(place -> place.getString("_id")).toList();
        if (ids.isEmpty()) {
            return Future.succeededFuture(new Page(List.of(), Optional.empty()));
        }
        JsonObject query = new JsonObject().put("_id", new JsonObject().put("$in", new JsonArray(ids)));
        return find(query, new FindOptions()).map(found -> page(found, fitting.size() < places.size()));
    }

    private static Page page(List<JsonObject> documents, boolean hasMore) {
        List<Consignment> consignments = documents.stream()
                .map(ConsignmentDocument::read)
                .sorted(Comparator.comparing(Consignment::position))
                .toList();
        return new Page(
                consignments,
                hasMore ? Optional.of(consignments.get(consignments.size() - 1).position()) : Optional.empty());
    }

    private Future<List<JsonObject>> find(JsonObject query, FindOptions options) {
        return store.run(() -> store.client().findWithOptions(COLLECTION, query, options));
    }
}
