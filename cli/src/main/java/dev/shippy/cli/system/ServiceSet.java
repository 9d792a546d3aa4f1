package dev.shippy.cli.system;

import dev.shippy.cli.FailureException;
import dev.shippy.consignment.ConsignmentConfig;
import dev.shippy.consignment.ConsignmentVerticle;
import dev.shippy.contracts.NatsUsers;
import dev.shippy.contracts.Services;
import dev.shippy.email.EmailConfig;
import dev.shippy.email.EmailVerticle;
import dev.shippy.runtime.Environment;
import dev.shippy.runtime.HealthCheck;
import dev.shippy.runtime.VertxDefaults;
import dev.shippy.user.UserConfig;
import dev.shippy.user.UserVerticle;
import dev.shippy.vessel.VesselConfig;
import dev.shippy.vessel.VesselVerticle;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All services in one JVM, each with its own connections and event loop. */
final class ServiceSet implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ServiceSet.class);
    private static final long STOP_SECONDS = 12;

    /** A service, and how it is made from its settings. */
    private record Service(String name, Function<Environment, Deployable> verticle) {}

    /** Who is needed comes before who needs it. */
    private static final List<Service> ALL = List.of(
            new Service(Services.USER, environment -> new UserVerticle(UserConfig.from(environment))),
            new Service(Services.VESSEL, environment -> new VesselVerticle(VesselConfig.from(environment))),
            new Service(
                    Services.CONSIGNMENT, environment -> new ConsignmentVerticle(ConsignmentConfig.from(environment))),
            new Service(Services.EMAIL_SUBSCRIBER, environment -> new EmailVerticle(EmailConfig.from(environment))));

    private final Vertx vertx = Vertx.vertx(VertxDefaults.options());
    private final Deque<String> deployments = new ArrayDeque<>();
    private final CompletableFuture<String> lost = new CompletableFuture<>();

    private ServiceSet() {}

    /** Starts them one after the other, with the settings that the function gives for a service's name. */
    static ServiceSet start(Function<String, Environment> settings, Consumer<String> progress) {
        ServiceSet services = new ServiceSet();
        try {
            ALL.forEach(service -> {
                progress.accept("Starting the " + service.name() + " service");
                services.deploy(service, settings.apply(service.name()));
            });
            return services;
        } catch (RuntimeException failed) {
            services.close();
            throw failed;
        }
    }

    /** Returns one reader of settings for each service; it throws if they are invalid. */
    static List<Runnable> readers(Supplier<Environment> settings) {
        return ALL.stream()
                .<Runnable>map(service -> () -> {
                    var unused = service.verticle().apply(settings.get());
                })
                .toList();
    }

    /** Whether a NATS user belongs to one of these services. */
    static boolean uses(String natsUser) {
        return ALL.stream()
                .map(Service::name)
                .anyMatch(name -> natsUser.equals(name) || natsUser.equals(NatsUsers.publicUser(name)));
    }

    /** Completes with the reason when a service can no longer serve. */
    CompletableFuture<String> lost() {
        return lost;
    }

    /** Drains them, in the other order: who needs another goes first. */
    @Override
    public void close() {
        while (!deployments.isEmpty()) {
            finish(vertx.undeploy(deployments.pop()));
        }
        finish(vertx.close());
    }

    private void deploy(Service service, Environment environment) {
        Deployable verticle = service.verticle().apply(environment);
        try {
            deployments.push(vertx.deployVerticle(verticle).await());
            if (verticle instanceof HealthCheck check) {
                check.lost().onFailure(reason -> lost(service.name(), reason));
            }
        } catch (Exception failed) { // await throws what it finds, checked or not
            throw new FailureException(
                    "The " + service.name() + " service cannot start: " + failed.getMessage(), failed);
        }
    }

    private void lost(String service, Throwable reason) {
        String sentence = "The " + service + " service can no longer serve: " + reason.getMessage();
        log.error(sentence);
        lost.complete(sentence);
    }

    private static void finish(Future<Void> stopping) {
        try {
            stopping.await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (Exception unclean) {
            log.warn("A service did not stop cleanly: {}", unclean.toString());
        }
    }
}
