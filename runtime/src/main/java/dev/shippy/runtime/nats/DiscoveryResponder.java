package dev.shippy.runtime.nats;

import dev.shippy.contracts.NatsUsers;
import dev.shippy.contracts.ServiceContract;
import dev.shippy.runtime.Health;
import io.nats.client.Dispatcher;
import io.nats.client.NUID;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the three verbs of the NATS services API (ADR-32, revision 6) for one instance: {@code $SRV.PING|INFO|STATS}, alone,
 * with the service's name, and with its name and this instance's id. The statistics have extra fields, which other
 * clients ignore: the instance's {@code health}, and each endpoint's {@code num_refused}, the part of {@code
 * num_errors} with a code below 500.
 */
final class DiscoveryResponder {

    private static final Logger log = LoggerFactory.getLogger(DiscoveryResponder.class);
    private static final String TYPE = "io.nats.micro.v1.";

    private final ServiceContract<?> contract;
    private final List<Endpoint<?, ?, ?>> endpoints;
    private final NatsLink link;
    private final HealthWatch health;
    private final String id = NUID.nextGlobal();
    private final Instant started = Instant.now();

    /** With the endpoints that people can call. */
    DiscoveryResponder(
            ServiceContract<?> contract, List<Endpoint<?, ?, ?>> endpoints, NatsLink link, HealthWatch health) {
        this.contract = contract;
        this.endpoints = List.copyOf(endpoints);
        this.link = link;
        this.health = health;
    }

    void subscribe(Dispatcher dispatcher) {
        verb(dispatcher, "PING", replyTo -> answer(replyTo, ping()));
        verb(dispatcher, "INFO", replyTo -> answer(replyTo, info()));
        verb(dispatcher, "STATS", replyTo -> health.tell(told -> answer(replyTo, statistics(told))));
    }

    private void verb(Dispatcher dispatcher, String verb, Consumer<String> reply) {
        String all = "$SRV." + verb;
        String named = all + "." + contract.name();
        Stream.of(all, named, named + "." + id).forEach(subject -> {
            ReplyGuard guard = new ReplyGuard(subject, NatsUsers.peoplesInboxPrefixes());
            var unused = dispatcher.subscribe(subject, message -> {
                if (guard.admits(message.getReplyTo())) {
                    reply.accept(message.getReplyTo());
                }
            });
        });
    }

    private void answer(String replyTo, JsonObject reply) {
        if (link.isWritable()) {
            try {
                link.publish(replyTo, null, null, reply.toBuffer().getBytes());
            } catch (IllegalStateException lost) {
                log.debug("No reply about {}", contract.name(), lost);
            }
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

    private JsonObject statistics(Health told) {
        JsonArray list = new JsonArray();
        endpoints.forEach(endpoint -> list.add(counted(endpoint)));
        return identity("stats_response")
                .put("started", started.toString())
                .put("health", HealthJson.write(told))
                .put("endpoints", list);
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
                .put("num_refused", statistics.refused())
                .put("last_error", statistics.lastError())
                .put("processing_time", nanos)
                .put("average_processing_time", requests == 0 ? 0 : nanos / requests);
    }
}
