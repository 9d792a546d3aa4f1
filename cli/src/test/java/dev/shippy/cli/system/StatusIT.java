package dev.shippy.cli.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.consignment.ConsignmentConfig;
import dev.shippy.consignment.ConsignmentVerticle;
import dev.shippy.contracts.NatsUsers;
import dev.shippy.contracts.Services;
import dev.shippy.email.EmailConfig;
import dev.shippy.email.EmailVerticle;
import dev.shippy.embedded.EmbeddedNats;
import dev.shippy.embedded.EmbeddedPostgresServer;
import dev.shippy.embedded.EmbeddedSmtp;
import dev.shippy.embedded.MongodServer;
import dev.shippy.runtime.Environment;
import dev.shippy.runtime.nats.Provisioning;
import dev.shippy.user.UserConfig;
import dev.shippy.user.UserVerticle;
import dev.shippy.vessel.VesselConfig;
import dev.shippy.vessel.VesselVerticle;
import io.vertx.core.Deployable;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** `status` as a process, while one dependency after the other becomes unavailable. */
class StatusIT {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private EmbeddedNats nats;
    private EmbeddedPostgresServer postgres;
    private MongodServer mongo;
    private MongoUsers mongoUsers;
    private EmbeddedSmtp smtp;
    private JarRunner shippy;
    private String vessel;

    @BeforeEach
    void start() {
        nats = EmbeddedNats.start(folder.resolve("nats"));
        postgres = EmbeddedPostgresServer.start(folder.resolve("postgres"));
        mongo = MongodServer.start(folder.resolve("mongo"));
        smtp = EmbeddedSmtp.start();
        String operator = nats.passwords().url(NatsUsers.OPERATOR);
        var steps = Provisioning.run(vertx, operator, PATIENCE).await();
        mongoUsers = MongoUsers.random(mongo.url());
        var users = mongoUsers.provision(PATIENCE);
        var user = deploy(new UserVerticle(UserConfig.from(settings(Services.USER))));
        vessel = deploy(new VesselVerticle(VesselConfig.from(settings(Services.VESSEL))));
        var consignment = deploy(new ConsignmentVerticle(ConsignmentConfig.from(settings(Services.CONSIGNMENT))));
        var email = deploy(new EmailVerticle(EmailConfig.from(settings(Services.EMAIL_SUBSCRIBER))));
        shippy = new JarRunner(folder, Map.of("NATS_URL", operator));
        assertTrue(List.of(steps, users, user, consignment, email).stream().allMatch(each -> each != null));
    }

    @AfterEach
    void stop() {
        shippy.close();
        vertx.close().await();
        smtp.close();
        mongo.close();
        postgres.close();
        nats.close();
    }

    @Test
    void namesUnavailableDependencies() throws Exception {
        awaitStatus(0, List.of());

        smtp.stop();
        awaitStatus(7, List.of("email-subscriber: The SMTP server does not answer"));
        assertTrue(shippy.run("status").out().endsWith("; the SMTP server is not reachable\n"));
        smtp.restart();
        awaitStatus(0, List.of());

        vertx.undeploy(vessel).await();
        awaitStatus(7, List.of("No vessel service is running"));
        vessel = deploy(new VesselVerticle(VesselConfig.from(settings(Services.VESSEL))));
        awaitStatus(0, List.of());

        // Neither a refused connection nor an answer.
        mongo.pause();
        awaitStatus(7, List.of("consignment: MongoDB does not answer", "vessel: MongoDB does not answer"));
        mongo.resume();
        awaitStatus(0, List.of());

        postgres.kill();
        awaitStatus(
                7,
                List.of(
                        "email-subscriber: PostgreSQL does not answer",
                        "user: PostgreSQL does not answer",
                        "The mail figures are unknown: The database cannot be reached"));
        assertTrue(shippy.run("status").out().contains("\nmail: unknown: The database cannot "));
        postgres.restart();
        awaitStatus(0, List.of());

        nats.kill();
        awaitStatus(7, List.of("Nothing listens at " + nats.url()));
    }

    /** Each run ends in time; its result is correct within a moment. */
    private void awaitStatus(int code, List<String> problems) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            long begun = System.nanoTime();
            JarRunner.Result status = shippy.run("status", "-o", "json", "--timeout", "2s");
            long took = System.nanoTime() - begun;

            List<String> named = new JsonObject(status.out())
                    .getJsonArray("problems").stream()
                            .map(String.class::cast)
                            .map(problem -> problem.replaceFirst("(at nats://[^;]*);.*", "$1"))
                            .toList();
            assertEquals(problems, named, status.errors());
            assertEquals(code, status.code(), status.errors());
            assertTrue(took < LIMIT.toNanos(), () -> TimeUnit.NANOSECONDS.toMillis(took) + " ms");
        });
    }

    private String deploy(Deployable service) {
        return vertx.deployVerticle(service).await();
    }

    private Environment settings(String service) {
        return new Environment(Map.of(
                "NATS_URL", nats.url(),
                "NATS_PASSWORD", nats.passwords().of(service),
                "NATS_PUBLIC_PASSWORD", nats.passwords().of(NatsUsers.publicUser(service)),
                "PG_URL", postgres.url(),
                "MONGO_URL", mongoUsers.url(service),
                "SMTP_URL", smtp.url(),
                "BCRYPT_COST", "4",
                "START_TIMEOUT", "60s"));
    }
}
