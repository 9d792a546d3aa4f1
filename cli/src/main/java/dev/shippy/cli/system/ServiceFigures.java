package dev.shippy.cli.system;

import dev.shippy.contracts.Services;
import dev.shippy.runtime.nats.InstanceStatistics;
import dev.shippy.runtime.nats.InstanceStatistics.EndpointFigures;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * The figures of all instances of a service.
 *
 * @param refused calls refused because of the request or of overload
 * @param errors calls that failed by a fault or an unavailable dependency
 * @param mean from a request's arrival to its reply
 */
record ServiceFigures(String name, int instances, long requests, long refused, long errors, Duration mean) {

    /** The services of a system. */
    static final List<String> EXPECTED =
            List.of(Services.CONSIGNMENT, Services.EMAIL_SUBSCRIBER, Services.USER, Services.VESSEL);

    /** The services that belong to a system, also those without an instance, and all others that answered. */
    static List<ServiceFigures> of(List<InstanceStatistics> all) {
        TreeSet<String> names = new TreeSet<>(EXPECTED);
        all.forEach(instance -> names.add(instance.name()));
        return names.stream()
                .map(name -> of(
                        name,
                        all.stream()
                                .filter(instance -> instance.name().equals(name))
                                .toList()))
                .toList();
    }

    String shownMean() {
        return requests == 0 ? "-" : String.format(Locale.ROOT, "%.1f ms", millis());
    }

    private static ServiceFigures of(String name, List<InstanceStatistics> instances) {
        List<EndpointFigures> endpoints = instances.stream()
                .flatMap(instance -> instance.endpoints().stream())
                .toList();
        long requests = endpoints.stream().mapToLong(EndpointFigures::requests).sum();
        long refused = endpoints.stream().mapToLong(EndpointFigures::refused).sum();
        long failed = endpoints.stream().mapToLong(EndpointFigures::errors).sum();
        long nanos = endpoints.stream()
                .mapToLong(endpoint -> endpoint.requests() * endpoint.mean().toNanos())
                .sum();
        Duration mean = Duration.ofNanos(requests == 0 ? 0 : nanos / requests);
        return new ServiceFigures(name, instances.size(), requests, refused, failed - refused, mean);
    }

    JsonObject json() {
        return new JsonObject()
                .put("name", name)
                .put("instances", instances)
                .put("requests", requests)
                .put("refused", refused)
                .put("errors", errors)
                .put("mean_ms", millis());
    }

    private double millis() {
        return mean.toNanos() / 1_000_000.0;
    }
}
