package dev.shippy.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.ConnectionString;
import com.mongodb.ServerAddress;
import dev.shippy.runtime.nats.NatsClient;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Services that are there before their servers. */
class StartOrderIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    /** A line a second, measured where the line is written; what it says is cut to its millisecond. */
    private static final Duration BETWEEN_LINES = Duration.ofMillis(990);

    private static final Pattern WAITING = Pattern.compile("(?m)^(\\S+) INFO +Waiting - Waiting for (\\S+)");

    private final Vertx vertx = Vertx.vertx();
    private final Installation installation = new Installation(Map.of());

    @AfterEach
    void close() {
        vertx.close().await();
        installation.close();
    }

    @Test
    void waitAndThenServeWithoutARestart() {
        // The ports and passwords stay; nobody is there.
        installation.nats.close();
        installation.postgres.stop();
        installation.mongo.stop();
        ServiceProcess consignment = installation.start("consignment");
        ServiceProcess vessel = installation.start("vessel");
        ServiceProcess user = installation.start("user");
        ServiceProcess noUser = installation.start("user");
        ServiceProcess noVessel = installation.start("vessel");
        List<ServiceProcess> all = List.of(consignment, vessel, user, noUser, noVessel);

        all.forEach(service -> awaitLines(service, service == user || service == noUser ? "PostgreSQL" : "MongoDB", 3));
        assertEndsCleanly(noUser);

        installation.mongo.restart();
        List.of(consignment, vessel, noVessel).forEach(service -> awaitLines(service, "NATS", 2));
        assertEndsCleanly(noVessel);

        installation.nats.restart();
        List.of(consignment, vessel).forEach(ServiceProcess::awaitServing);
        installation.postgres.restart();
        user.awaitServing();

        all.forEach(StartOrderIT::assertALineASecond);
        NatsClient client = NatsClient.connect(vertx, installation.nats.url(), Duration.ofSeconds(5))
                .await();
        Person ada = Person.signUp(client);
        assertTrue(ada.book(Person.consignment(1), UUID.randomUUID().toString())
                .await()
                .getCreated());
        client.close().await();
    }

    @Test
    void endAtOnceWhenTheStoreTakesNotTheirPassword() {
        String wrong = installation.mongoUrl("vessel").replaceFirst(":[^:@/]+@", ":WrongPassword1@");

        for (String service : List.of("vessel", "consignment")) {
            ServiceProcess process = installation.start(service, Map.of("MONGO_URL", wrong));

            assertEquals(1, process.exitCode(PATIENCE), process::log);
            assertEquals(1, process.log().lines().count(), process::log);
            assertTrue(
                    process.log()
                            .contains(service + " cannot start: MongoDB at 127.0.0.1:"
                                    + new ServerAddress(new ConnectionString(installation.mongo.url())
                                                    .getHosts()
                                                    .get(0))
                                            .getPort()
                                    + " refuses the login of the user vessel "),
                    process::log);
        }
    }

    private static void awaitLines(ServiceProcess service, String server, int lines) {
        Awaitility.await("waits for " + server)
                .atMost(PATIENCE)
                .until(() -> waiting(service).stream()
                                .filter(line -> line.group(2).equals(server))
                                .count()
                        >= lines);
    }

    private static void assertEndsCleanly(ServiceProcess service) {
        service.terminate();
        assertEquals(0, service.exitCode(STOP_LIMIT), service::log);
    }

    private static void assertALineASecond(ServiceProcess service) {
        assertFalse(service.log().contains("\tat "), service::log);
        List<MatchResult> lines = waiting(service);
        for (int i = 1; i < lines.size(); i++) {
            boolean sameServer = lines.get(i).group(2).equals(lines.get(i - 1).group(2));
            Duration between = Duration.between(timeOf(lines.get(i - 1)), timeOf(lines.get(i)));
            assertTrue(!sameServer || between.compareTo(BETWEEN_LINES) >= 0, service::log);
        }
    }

    private static OffsetDateTime timeOf(MatchResult line) {
        return OffsetDateTime.parse(line.group(1));
    }

    private static List<MatchResult> waiting(ServiceProcess service) {
        return WAITING.matcher(service.log()).results().toList();
    }
}
