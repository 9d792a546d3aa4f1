package dev.shippy.runtime.nats;

import dev.shippy.contracts.NatsUsers;
import dev.shippy.contracts.ServiceContract;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.NUID;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Answers the three verbs of the NATS services API (ADR-32, revision 6) for one instance: {@code $SRV.PING|INFO|STATS}, alone,
 * with the service's name, and with its name and this instance's id.
 */
final class DiscoveryResponder {

    private static final String TYPE = "io.nats.micro.v1.";

    private final ServiceContract<?> contract;
    private final List<Endpoint<?, ?, ?>> endpoints;
    private final NatsLink link;
    private final String id = NUID.nextGlobal();
    private final Instant started = Instant.now();

    /** With the endpoints that people can call. */
    DiscoveryResponder(ServiceContract<?> contract, List<Endpoint<?, ?, ?>> endpoints, NatsLink link) {
        this.contract = contract;
        this.endpoints = List.copyOf(endpoints);
        this.link = link;
    }

    void subscribe(Dispatcher dispatcher) {
        verb(dispatcher, "PING", this::ping);
        verb(dispatcher, "INFO", this::info);
        verb(dispatcher, "STATS", this::statistics);
    }

    private void verb(Dispatcher dispatcher, String verb, Supplier<JsonObject> reply) {
        String all = "$SRV." + verb;
        String named = all + "." + contract.name();
        Stream.of(all, named, named + "." + id).forEach(subject -> {
            ReplyGuard guard = new ReplyGuard(subject, NatsUsers.peoplesInboxPrefixes());
            var unused = dispatcher.subscribe(subject, message -> answer(guard, message, reply));
        });
    }

    private void answer(ReplyGuard guard, Message message, Supplier<JsonObject> reply) {
        if (guard.admits(message.getReplyTo()) && link.isWritable()) {
            link.publish(
                    message.getReplyTo(), null, null, reply.get().toBuffer().getBytes());
        }
    }

    private JsonObject ping() {
        return identity("ping_response");
    }

    private JsonObject info() {
        JsonArray list = new JsonArray();
        endpoints.forEach(endpoint -> list.add(described(endpoint)));
        return identity("info_response")
                .put("description", contract.description())
                .put("endpoints", list);
    }

    private JsonObject statistics() {
        JsonArray list = new JsonArray();
        endpoints.forEach(endpoint -> list.add(counted(endpoint)));
        return identity("stats_response").put("started", started.toString()).put("endpoints", list);
    }

    private JsonObject identity(String type) {
        return new JsonObject()
                .put("type", TYPE + type)
                .put("name", contract.name())
                .put("id", id)
                .put("version", contract.version())
                .put("metadata", new JsonObject());
    }

    private static JsonObject described(Endpoint<?, ?, ?> endpoint) {
        return new JsonObject()
                .put("name", endpoint.name())
                .put("subject", endpoint.subject())
                .put("queue_group", NatsUsers.QUEUE_GROUP)
                .put("metadata", endpoint.metadata());
    }

    private static JsonObject counted(Endpoint<?, ?, ?> endpoint) {
        EndpointStatistics statistics = endpoint.statistics();
        long requests = statistics.requests();
        long nanos = statistics.nanos();
        return new JsonObject()
                .put("name", endpoint.name())
                .put("subject", endpoint.subject())
                .put("queue_group", NatsUsers.QUEUE_GROUP)
                .put("num_requests", requests)
                .put("num_errors", statistics.errors())
                .put("last_error", statistics.lastError())
                .put("processing_time", nanos)
                .put("average_processing_time", requests == 0 ? 0 : nanos / requests);
    }
}
