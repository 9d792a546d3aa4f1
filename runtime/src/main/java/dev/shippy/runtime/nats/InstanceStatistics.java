package dev.shippy.runtime.nats;

import dev.shippy.runtime.Health;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one service instance tells of itself (ADR-32, {@code stats_response}).
 *
 * @param name the service
 * @param id the instance
 * @param version the service's version
 * @param started ISO 8601
 * @param health the state of its dependencies; {@link Health#GOOD} if it reports none
 * @param endpoints one for each public door
 */
public record InstanceStatistics(
        String name, String id, String version, String started, Health health, List<EndpointFigures> endpoints) {

    /**
     * The figures of one endpoint since the instance started.
     *
     * @param requests all calls, also those that failed
     * @param errors the calls that failed
     * @param refused the errors caused by the request or by overload
     * @param mean from a request's arrival to its reply
     */
    public record EndpointFigures(String name, long requests, long errors, long refused, Duration mean) {}

    public InstanceStatistics {
        endpoints = List.copyOf(endpoints);
    }

    /** What a reply says; nothing when it is no such reply: anybody may answer there. */
    static Optional<InstanceStatistics> read(byte[] reply) {
        try {
            return Optional.of(of(new JsonObject(Buffer.buffer(reply))));
        } catch (DecodeException | ClassCastException notOurs) {
            return Optional.empty();
        }
    }

    private static InstanceStatistics of(JsonObject json) {
        List<EndpointFigures> figures = json.getJsonArray("endpoints", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .map(endpoint -> new EndpointFigures(
                        endpoint.getString("name", ""),
                        endpoint.getLong("num_requests", 0L),
                        endpoint.getLong("num_errors", 0L),
                        endpoint.getLong("num_refused", 0L),
                        Duration.ofNanos(endpoint.getLong("average_processing_time", 0L))))
                .toList();
        return new InstanceStatistics(
                json.getString("name", ""),
                json.getString("id", ""),
                json.getString("version", ""),
                json.getString("started", ""),
                HealthJson.read(json.getJsonObject("health", new JsonObject())),
                figures);
    }
}
