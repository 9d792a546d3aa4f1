package dev.shippy.runtime.nats;

import dev.shippy.runtime.Health;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.OptionalLong;

/** {@code health} in the statistics of an instance. */
final class HealthJson {

    private static final String PROBLEMS = "problems";
    private static final String WAITING = "outbox_waiting";
    private static final String HAS_MORE = "outbox_has_more";

    private HealthJson() {}

    static JsonObject write(Health health) {
        JsonObject json = new JsonObject().put(PROBLEMS, new JsonArray(health.problems()));
        health.waiting().ifPresent(count -> json.put(WAITING, count));
        return json.put(HAS_MORE, health.hasMore());
    }

    /** No problems for an older instance, which reports none. @throws ClassCastException if it is something else */
    static Health read(JsonObject json) {
        List<String> problems = json.getJsonArray(PROBLEMS, new JsonArray()).stream()
                .map(String.class::cast)
                .toList();
        Long waiting = json.getLong(WAITING);
        return new Health(
                problems,
                waiting == null ? OptionalLong.empty() : OptionalLong.of(waiting),
                json.getBoolean(HAS_MORE, false));
    }
}
