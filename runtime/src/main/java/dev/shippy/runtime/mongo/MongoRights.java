package dev.shippy.runtime.mongo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The rights of a role.
 *
 * @param actions by resource: {@code database.collection}, or any other resource as MongoDB returns it
 */
record MongoRights(Map<String, Set<String>> actions) {

    /** Both services need all of these; none deletes anything. */
    private static final List<String> ACTIONS = List.of("createIndex", "find", "insert", "listIndexes", "update");

    static MongoRights of(MongoLogin login, String database) {
        Map<String, Set<String>> actions = new TreeMap<>();
        login.collections().forEach(collection -> actions.put(database + "." + collection, new TreeSet<>(ACTIONS)));
        return new MongoRights(actions);
    }

    /** The rights of a role as returned by {@code rolesInfo}, including inherited ones. */
    static MongoRights ofRole(JsonObject role) {
        Map<String, Set<String>> actions = new TreeMap<>();
        Stream.of("privileges", "inheritedPrivileges")
                .flatMap(list -> objects(role.getJsonArray(list, new JsonArray())))
                .forEach(privilege -> actions.computeIfAbsent(
                                name(privilege.getJsonObject("resource")), name -> new TreeSet<>())
                        .addAll(texts(privilege.getJsonArray("actions"))));
        return new MongoRights(actions);
    }

    /** {@code createRole} or {@code updateRole}, for a role with these rights that inherits nothing. */
    JsonObject command(String name, String role) {
        JsonArray privileges = new JsonArray();
        actions.forEach((resource, allowed) -> {
            int dot = resource.indexOf('.');
            privileges.add(new JsonObject()
                    .put(
                            "resource",
                            new JsonObject()
                                    .put("db", resource.substring(0, dot))
                                    .put("collection", resource.substring(dot + 1)))
                    .put("actions", new JsonArray(List.copyOf(allowed))));
        });
        return new JsonObject().put(name, role).put("privileges", privileges).put("roles", new JsonArray());
    }

    @Override
    public String toString() {
        return actions.toString();
    }

    private static String name(JsonObject resource) {
        return resource.containsKey("collection")
                ? resource.getString("db") + "." + resource.getString("collection")
                : resource.encode();
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }

    private static List<String> texts(JsonArray array) {
        return array.stream().map(String.class::cast).toList();
    }
}
