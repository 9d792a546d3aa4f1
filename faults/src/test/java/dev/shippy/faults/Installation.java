package dev.shippy.faults;

import dev.shippy.embedded.Durability;
import dev.shippy.embedded.EmbeddedMongo;
import dev.shippy.embedded.EmbeddedNats;
import dev.shippy.embedded.EmbeddedPostgresServer;
import dev.shippy.embedded.EmbeddedSmtp;
import dev.shippy.embedded.TemporaryDirectory;
import dev.shippy.runtime.nats.Provisioning;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Servers of its own and as many instances of each service as a test wants; everything ends with it. */
final class Installation implements AutoCloseable {

    static final String ADMIN = "admin@example.org";
    static final String PASSWORD = "correct horse battery";

    private static final Duration PROVISIONING_LIMIT = Duration.ofSeconds(30);

    final EmbeddedNats nats;
    final EmbeddedPostgresServer postgres;
    final EmbeddedMongo mongo;
    final EmbeddedSmtp smtp;

    private final TemporaryDirectory directory = TemporaryDirectory.create();
    private final List<ServiceProcess> services = new ArrayList<>();
    private final Map<String, String> settings;

    /** With settings for all services beyond what they need to find their servers. */
    Installation(Map<String, String> settings) {
        this.settings = Map.copyOf(settings);
        // Both are killed in some tests, and must not forget what they have acknowledged.
        this.nats =
                EmbeddedNats.in(folder("nats")).durability(Durability.DURABLE).start();
        this.postgres = EmbeddedPostgresServer.start(folder("postgres"), Durability.DURABLE, line -> {});
        this.mongo = EmbeddedMongo.inMemory();
        this.smtp = EmbeddedSmtp.start();
        provision();
    }

    /** Makes the streams and consumers that are missing. */
    void provision() {
        Vertx vertx = Vertx.vertx();
        try {
            var unused = Provisioning.run(vertx, nats.passwords().url("operator"), PROVISIONING_LIMIT)
                    .await();
        } finally {
            vertx.close().await();
        }
    }

    /** Starts one instance of each service and waits until they serve. */
    Installation startAll() {
        List<ServiceProcess> started = List.of(start("user"), start("vessel"), start("consignment"));
        started.forEach(ServiceProcess::awaitServing);
        return this;
    }

    ServiceProcess start(String service) {
        return start(service, Map.of());
    }

    /** Starts one more instance and returns at once. */
    ServiceProcess start(String service, Map<String, String> more) {
        String name = service + "-" + services.size();
        ServiceProcess process = ServiceProcess.start(service, name, directory.path(), environment(service, more));
        services.add(process);
        return process;
    }

    private Map<String, String> environment(String service, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "NATS_URL", nats.url(),
                "NATS_PASSWORD", nats.passwords().of(service),
                "NATS_PUBLIC_PASSWORD", nats.passwords().of(service + "-public"),
                "PG_URL", postgres.url(),
                "MONGO_URL", mongo.url(),
                "SMTP_URL", smtp.url(),
                "ADMIN_EMAIL", ADMIN,
                "ADMIN_PASSWORD", PASSWORD,
                "BCRYPT_COST", "10"));
        environment.putAll(settings);
        environment.putAll(more);
        return environment;
    }

    private Path folder(String name) {
        return directory.path().resolve(name);
    }

    @Override
    public void close() {
        services.stream()
                .sorted(Comparator.comparing(ServiceProcess::pid).reversed())
                .forEach(ServiceProcess::close);
        smtp.close();
        mongo.close();
        postgres.close();
        nats.close();
        directory.close();
    }
}
