package dev.shippy.runtime.mongo;

import io.vertx.core.json.JsonObject;

/**
 * An index as a service wants it.
 *
 * @param name within its collection
 * @param keys fields and directions, in their order
 * @param only which documents are in it, as a {@code partialFilterExpression}; empty for all
 */
public record MongoIndex(String name, JsonObject keys, JsonObject only) {

    public MongoIndex {
        keys = keys.copy();
        only = only.copy();
    }

    /** Of all documents. */
    public MongoIndex(String name, JsonObject keys) {
        this(name, keys, new JsonObject());
    }

    /** As the server's command wants it, and lists it. */
    JsonObject specification() {
        JsonObject specification = new JsonObject().put("name", name).put("key", keys);
        return only.isEmpty() ? specification : specification.put("partialFilterExpression", only);
    }

    /** Whether one that is listed keeps this one from being made: the same name, or the same keys, and something else is not. */
    boolean isBlockedBy(JsonObject listed) {
        boolean isAlike = name.equals(listed.getString("name")) || isEqual(keys, listed.getJsonObject("key"));
        return isAlike && !isThere(listed);
    }

    private boolean isThere(JsonObject listed) {
        return name.equals(listed.getString("name"))
                && isEqual(keys, listed.getJsonObject("key"))
                && only.equals(listed.getJsonObject("partialFilterExpression", new JsonObject()));
    }

    /** The order counts. */
    private static boolean isEqual(JsonObject keys, JsonObject others) {
        return keys.encode().equals(others.encode());
    }
}
