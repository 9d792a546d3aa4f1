package dev.shippy.faults;

import dev.shippy.runtime.nats.Provisioning;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** As many instances of each service as a test wants, on servers that run; they end with it. */
final class Instances implements AutoCloseable {

    static final String ADMIN = "admin@example.org";
    static final String PASSWORD = "correct horse battery";

    private static final Duration PROVISIONING_LIMIT = Duration.ofSeconds(30);

    private final Addresses servers;
    private final Path directory;
    private final Map<String, String> settings;
    private final List<ServiceProcess> services = new ArrayList<>();

    /**
     * Makes the streams; starts nothing yet.
     *
     * @param directory for logs
     * @param settings for all services beyond what they need to find their servers
     */
    Instances(Addresses servers, Path directory, Map<String, String> settings) {
        this.servers = servers;
        this.directory = directory;
        this.settings = Map.copyOf(settings);
        provision();
    }

    /** Makes the streams and consumers that are missing. */
    void provision() {
        Vertx vertx = Vertx.vertx();
        try {
            var unused = Provisioning.run(vertx, servers.natsPasswords().url("operator"), PROVISIONING_LIMIT)
                    .await();
        } finally {
            vertx.close().await();
        }
    }

    /** Starts one instance of each service that takes part in a booking and waits until they serve. */
    void startAll() {
        List<ServiceProcess> started =
                List.of(start("user", Map.of()), start("vessel", Map.of()), start("consignment", Map.of()));
        started.forEach(ServiceProcess::awaitServing);
    }

    /** Starts one more instance and returns at once. */
    ServiceProcess start(String service, Map<String, String> more) {
        String name = service + "-" + services.size();
        ServiceProcess process = ServiceProcess.start(service, name, directory, environment(service, more));
        services.add(process);
        return process;
    }

    private Map<String, String> environment(String service, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(servers.settings(service));
        environment.putAll(Map.of("ADMIN_EMAIL", ADMIN, "ADMIN_PASSWORD", PASSWORD, "BCRYPT_COST", "10"));
        environment.putAll(settings);
        environment.putAll(more);
        return environment;
    }

    @Override
    public void close() {
        services.stream()
                .sorted(Comparator.comparing(ServiceProcess::pid).reversed())
                .forEach(ServiceProcess::close);
    }
}
