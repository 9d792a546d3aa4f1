package dev.shippy.runtime.mongo;

import io.vertx.core.json.JsonObject;

/**
 * An index that a service needs.
 *
 * @param name within its collection
 * @param keys fields and directions, in their order
 * @param only the {@code partialFilterExpression} that selects its documents; empty for all
 */
public record MongoIndex(String name, JsonObject keys, JsonObject only) {

    public MongoIndex {
        keys = keys.copy();
        only = only.copy();
    }

    /** An index of all documents. */
    public MongoIndex(String name, JsonObject keys) {
        this(name, keys, new JsonObject());
    }

    /** The index as {@code createIndexes} expects it and {@code listIndexes} returns it. */
    JsonObject specification() {
        JsonObject specification = new JsonObject().put("name", name).put("key", keys);
        return only.isEmpty() ? specification : specification.put("partialFilterExpression", only);
    }

    /** Whether an existing index prevents this one: it has the same name or keys, but differs otherwise. */
    boolean isBlockedBy(JsonObject listed) {
        boolean isAlike = name.equals(listed.getString("name")) || isEqual(keys, listed.getJsonObject("key"));
        return isAlike && !isThere(listed);
    }

    private boolean isThere(JsonObject listed) {
        return name.equals(listed.getString("name"))
                && isEqual(keys, listed.getJsonObject("key"))
                && only.equals(listed.getJsonObject("partialFilterExpression", new JsonObject()));
    }

    /** The order of the keys matters. */
    private static boolean isEqual(JsonObject keys, JsonObject others) {
        return keys.encode().equals(others.encode());
    }
}
