package dev.shippy.cli.system;

import dev.shippy.cli.FailureException;
import dev.shippy.contracts.ServiceException;
import dev.shippy.embedded.EmbeddedSmtp;
import dev.shippy.embedded.Supervisor;
import dev.shippy.runtime.Environment;
import dev.shippy.runtime.VertxDefaults;
import dev.shippy.runtime.nats.Provisioning;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The whole system in this JVM and its child processes. */
final class LocalSystem implements AutoCloseable {

    /** Here nothing is started by somebody else later, so that nothing is worth a long wait. */
    private static final String START_LIMIT = "30s";

    private static final Duration PROVISIONING_LIMIT = Duration.ofSeconds(30);

    private final Servers servers;
    private final Supervisor supervisor;
    private final ServiceSet services;

    private LocalSystem(Servers servers, Supervisor supervisor, ServiceSet services) {
        this.servers = servers;
        this.supervisor = supervisor;
        this.services = services;
    }

    /**
     * Starts servers and services, and restarts servers that end later. Cleans up if something does not start.
     *
     * @param variables settings of services and servers
     * @param port NATS' port; 0 takes a free one
     * @param progress receives a line for each step of the start, on the calling thread
     * @param events receives a line when a server ends or comes back, on other threads
     */
    static LocalSystem start(
            SystemFolder folder,
            Map<String, String> variables,
            AdminLogin admin,
            int port,
            Consumer<String> progress,
            Consumer<String> events) {
        Servers servers = Servers.start(folder, new Environment(variables), port, progress, events);
        Supervisor supervisor = Supervisor.start(servers.supervised(), events);
        try {
            progress.accept("Creating the streams");
            provision(servers.operatorUrl());
            servers.mongoUsers().ifPresent(users -> provision(users, progress));
            ServiceSet services =
                    ServiceSet.start(name -> settings(variables, servers.settings(name), admin), progress);
            return new LocalSystem(servers, supervisor, services);
        } catch (RuntimeException failed) {
            supervisor.close();
            servers.close();
            throw supervisor.lost().isDone()
                    ? new FailureException(supervisor.lost().join(), failed)
                    : failed;
        }
    }

    private static void provision(String operatorUrl) {
        Vertx vertx = Vertx.vertx(VertxDefaults.options());
        try {
            var unused =
                    Provisioning.run(vertx, operatorUrl, PROVISIONING_LIMIT).await();
        } catch (Exception refused) { // await throws what it finds, checked or not
            throw new FailureException("The streams cannot be created: " + refused.getMessage(), refused);
        } finally {
            vertx.close().await();
        }
    }

    private static void provision(MongoUsers users, Consumer<String> progress) {
        progress.accept("Creating the users in MongoDB");
        try {
            var unused = users.provision(PROVISIONING_LIMIT);
        } catch (ServiceException refused) {
            throw new FailureException("The users in MongoDB cannot be created: " + refused.sentence(), refused);
        }
    }

    String natsUrl() {
        return servers.natsUrl();
    }

    String operatorUrl() {
        return servers.operatorUrl();
    }

    /** Where mail ends up, unless SMTP_URL names a server. */
    Optional<EmbeddedSmtp> inbox() {
        return servers.inbox();
    }

    /** Completes with the reason when the system cannot go on. */
    CompletableFuture<String> lost() {
        return supervisor.lost().applyToEither(services.lost(), reason -> reason);
    }

    @Override
    public void close() {
        supervisor.close();
        services.close();
        servers.close();
    }

    private static Environment settings(Map<String, String> variables, Map<String, String> found, AdminLogin admin) {
        Map<String, String> settings = new HashMap<>(variables);
        settings.putIfAbsent("START_TIMEOUT", START_LIMIT);
        settings.keySet().removeAll(AdminLogin.VARIABLES);
        settings.putAll(admin.settings());
        settings.putAll(found);
        return new Environment(settings);
    }
}
