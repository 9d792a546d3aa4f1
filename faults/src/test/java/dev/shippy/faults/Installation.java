package dev.shippy.faults;

import dev.shippy.embedded.Durability;
import dev.shippy.embedded.EmbeddedNats;
import dev.shippy.embedded.EmbeddedPostgresServer;
import dev.shippy.embedded.EmbeddedSmtp;
import dev.shippy.embedded.TemporaryDirectory;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/** Servers of its own and as many instances of each service as a test wants; everything ends with it. */
final class Installation implements RunningSystem {

    static final String ADMIN = Instances.ADMIN;
    static final String PASSWORD = Instances.PASSWORD;

    final EmbeddedNats nats;
    final EmbeddedPostgresServer postgres;
    final Store mongo;
    final EmbeddedSmtp smtp;

    private final TemporaryDirectory directory = TemporaryDirectory.create();
    private final StoreUsers users;
    private final Instances services;

    /** With settings for all services beyond what they need to find their servers. */
    Installation(Map<String, String> settings) {
        this(settings, StandaloneStore::start);
    }

    /** @param store starts MongoDB in a directory */
    Installation(Map<String, String> settings, Function<Path, ? extends Store> store) {
        // Both are killed in some tests, and must not forget what they have acknowledged.
        this.nats =
                EmbeddedNats.in(folder("nats")).durability(Durability.DURABLE).start();
        this.postgres = EmbeddedPostgresServer.start(folder("postgres"), Durability.DURABLE, line -> {});
        this.mongo = store.apply(folder("mongo"));
        this.smtp = EmbeddedSmtp.start();
        this.users = StoreUsers.make(mongo.url());
        Addresses servers = new Addresses(nats.url(), nats.passwords(), postgres.url(), users, smtp.url());
        this.services = new Instances(servers, directory.path(), settings);
    }

    /** The connection string with a service's own user. */
    String mongoUrl(String service) {
        return users.url(service);
    }

    @Override
    public String natsUrl() {
        return nats.url();
    }

    /** Makes the streams and consumers that are missing. */
    void provision() {
        services.provision();
    }

    /** Starts one instance of each service that takes part in a booking and waits until they serve. */
    Installation startAll() {
        services.startAll();
        return this;
    }

    ServiceProcess start(String service) {
        return start(service, Map.of());
    }

    /** Starts one more instance and returns at once. */
    ServiceProcess start(String service, Map<String, String> more) {
        return services.start(service, more);
    }

    private Path folder(String name) {
        return directory.path().resolve(name);
    }

    @Override
    public void close() {
        services.close();
        smtp.close();
        mongo.close();
        postgres.close();
        nats.close();
        directory.close();
    }
}
