package dev.shippy.runtime;

import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one service as a process of its own. */
public final class Launcher {

    /** Longest time from SIGTERM to the end of the process. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

    private static final String NETTY_EVENTS = "io.netty.jfr.enabled";

    private static final int EXIT_FAILURE = 1;
    private static final int EXIT_CONFIGURATION = 2;

    /** Set by a signal: a start that fails from then on is no failure, and the drain ends the process. */
    private static final AtomicBoolean draining = new AtomicBoolean();

    /** What a drain that went well ends with. */
    private static volatile int exitCode;

    private static final AtomicBoolean serving = new AtomicBoolean();

    private static final Logger log = LoggerFactory.getLogger(Launcher.class);

    private Launcher() {}

    /**
     * Deploys a service from this process' environment and returns once it serves. A wrong configuration ends the process
     * with code 2 and every problem on standard error, a failed start with code 1 and a sentence; SIGTERM and SIGINT drain
     * the service and end the process with code 0. A service that is {@link HealthCheck#lost} is drained and ends with code 1.
     */
    public static void launch(String service, Function<Environment, Deployable> verticle) {
        Environment environment = Environment.system();
        leaveOutFlightRecorder();
        Vertx vertx = Vertx.vertx(EventLoops.options(environment));
        try {
            Deployable deployable = verticle.apply(environment);
            drainOnSignal(service, vertx);
            vertx.deployVerticle(deployable).await();
            serving.set(true);
            if (deployable instanceof HealthCheck check) {
                keepHealthFile(environment, vertx, check);
                check.lost().onFailure(reason -> endAsFailure(service, reason));
            }
            log.info("{} serves", service);
        } catch (ConfigurationException wrong) {
            wrong.problems().forEach(System.err::println);
            exit(EXIT_CONFIGURATION);
        } catch (Exception failed) { // await throws what it finds, checked or not
            if (draining.get()) {
                return;
            }
            log.error("{} cannot start: {}", service, failed.getMessage());
            log.debug("{} cannot start", service, failed);
            exit(EXIT_FAILURE);
        }
    }

    /** Netty's events of buffers, which nobody records, would set up Flight Recorder: a tenth of a second of each start. */
    private static void leaveOutFlightRecorder() {
        if (System.getProperty(NETTY_EVENTS) == null) {
            System.setProperty(NETTY_EVENTS, "false");
        }
    }

    /** HEALTH_FILE names a file to be renewed while everything that the service needs answers. */
    private static void keepHealthFile(Environment environment, Vertx vertx, HealthCheck check) {
        String file = environment.text("HEALTH_FILE", "");
        if (!file.isEmpty()) {
            HealthFile.keep(vertx, Path.of(file), check);
        }
    }

    /** The hook ends the process itself: after a signal the virtual machine would answer 128 + its number, also for a clean end. */
    private static void drainOnSignal(String service, Vertx vertx) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(service, vertx), "drain"));
    }

    private static void drain(String service, Vertx vertx) {
        draining.set(true);
        log.info("{} drains", service);
        if (!serving.get()) {
            // A start that is cut short ends a second time when its waiting fails, and Vert.x reports that as a fault.
            vertx.exceptionHandler(late -> log.debug("{} did not start", service, late));
        }
        try {
            Future<Void> closed = vertx.close();
            closed.await(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            log.info("{} has stopped", service);
            Runtime.getRuntime().halt(exitCode);
        } catch (Exception failed) {
            log.error("{} did not stop cleanly: {}", service, failed.toString());
            Runtime.getRuntime().halt(EXIT_FAILURE);
        }
    }

    /** Whoever supervises the process starts it anew. */
    private static void endAsFailure(String service, Throwable reason) {
        log.error("{} ends: {}", service, reason.getMessage());
        exitCode = EXIT_FAILURE;
        // Not on this event loop: the drain needs it.
        Thread ending = new Thread(() -> System.exit(EXIT_FAILURE), "end");
        ending.start();
    }

    /** Ends without draining: nothing was served yet. */
    private static void exit(int code) {
        Runtime.getRuntime().halt(code);
    }
}
