package dev.shippy.cli.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.shippy.embedded.Loopback;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** `up` as a process of its own, as people start it. */
class UpIT extends UpSuite {

    @Override
    Map<String, String> servers() {
        return Map.of();
    }

    @Test
    void givesEachServiceAUserOfItsOwnAndKeepsTheAdministratorsLoginForItsOwner() throws Exception {
        Path data = folder.resolve("data");
        JarRunner.Running up = startUp("--data", data.toString(), "--port", "0");

        Path file = data.resolve("mongo.url");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        String root = Files.readString(file).strip();
        assertTrue(
                root.matches("mongodb://root:\\w+@127\\.0\\.0\\.1:\\d+/shippy\\?authSource=admin"), "not an address");
        // The server may drop the connection of provisioning a moment later.
        Awaitility.await()
                .untilAsserted(() -> assertEquals(Set.of("consignment@shippy", "vessel@shippy"), usersOfOthers(root)));
        assertEquals(0, up.terminate(Duration.ofSeconds(30)), up.errors());
    }

    /** The users of all connections except this test's. */
    private static Set<String> usersOfOthers(String rootUrl) {
        Document allConnections = new Document("currentOp", 1).append("$all", true);
        try (MongoClient client = MongoClients.create(rootUrl + "&appName=test")) {
            return client.getDatabase("admin").runCommand(allConnections).getList("inprog", Document.class).stream()
                    .filter(connection -> !"test".equals(connection.getString("appName")))
                    .flatMap(connection -> connection.getList("effectiveUsers", Document.class, List.of()).stream())
                    .map(user -> user.getString("user") + "@" + user.getString("db"))
                    .filter(user -> !user.startsWith("__system"))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void restartsEachKilledServer() throws Exception {
        Path data = folder.resolve("data");
        JarRunner.Running up = startUp("--data", data.toString(), "--port", "0");
        signUpAndLogIn();
        Map<String, ProcessHandle> servers = Map.of(
                "NATS", server(up, "nats-server"),
                "PostgreSQL", postmaster(data),
                "MongoDB", server(up, "mongod"));

        for (Map.Entry<String, ProcessHandle> server : servers.entrySet()) {
            assertTrue(server.getValue().destroyForcibly());
            String name = server.getKey();
            Awaitility.await().atMost(LIMIT).until(() -> up.errors().contains(name + " runs again after "));
            assertTrue(up.errors().contains(name + " has ended (signal 9); restarting it\n"), up.errors());
            book();
        }
        logIn();

        assertEquals(0, up.terminate(LIMIT), up.errors());
        Awaitility.await().atMost(LIMIT).until(() -> up.descendants().stream().noneMatch(UpSuite::isAlive));
    }

    @Test
    void endsWithTheReasonWhenAServerCannotRestart() throws Exception {
        Path data = folder.resolve("data");
        JarRunner.Running up = startUp("--data", data.toString(), "--port", "0");
        Set<Long> children = up.descendants();
        Files.delete(data.resolve("postgres/data/global/pg_control"));

        assertTrue(postmaster(data).destroyForcibly());

        assertTrue(up.process().waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS), "it does not end");
        assertEquals(1, up.process().exitValue());
        assertTrue(up.errors().contains("PostgreSQL does not stay up after 5 attempts to restart it."), up.errors());
        assertTrue(up.errors().contains("pg_control"), up.errors());
        Awaitility.await().atMost(LIMIT).until(() -> children.stream().noneMatch(UpSuite::isAlive));
        assertFalse(Files.exists(folder.resolve("state/shippy/up")));
    }

    @Test
    void stopsWithoutAFaultWhileItStarts() throws Exception {
        JarRunner.Running up = shippy.start("up", "--port", "0");
        Awaitility.await().atMost(LIMIT).until(() -> up.errors().contains("Starting MongoDB"));

        assertEquals(0, up.terminate(LIMIT), up.errors());

        assertEquals("", up.out());
        assertTrue(up.errors().endsWith("\nStopped.\n"), up.errors());
        assertFalse(up.errors().contains("Exception"), up.errors());
        Awaitility.await().atMost(LIMIT).until(() -> up.descendants().stream().noneMatch(UpSuite::isAlive));
    }

    private static ProcessHandle server(JarRunner.Running up, String program) {
        return up.process()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/" + program))
                .findFirst()
                .orElseThrow();
    }

    private static ProcessHandle postmaster(Path data) throws IOException {
        String pid =
                Files.readAllLines(data.resolve("postgres/data/postmaster.pid")).get(0);
        return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
    }

    @Test
    void refusesAFolderThatIsInUse() throws Exception {
        Path data = folder.resolve("data");
        startUp("--data", data.toString(), "--port", "0");

        JarRunner.Result second = shippy.run("up", "--data", data.toString(), "--port", "0");

        assertEquals(1, second.code());
        assertTrue(second.errors().contains("is in use by another running system"), second.errors());
        assertEquals(0, shippy.run("status").code());
    }

    @Test
    void refusesAPortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, Loopback.address())) {
            JarRunner.Result result = shippy.run("up", "--port", String.valueOf(taken.getLocalPort()));

            assertEquals(1, result.code());
            assertTrue(result.errors().contains("is taken"), result.errors());
            assertEquals(1, result.errors().lines().count(), result.errors());
        }
    }

    @Test
    void printsACompletionScriptThatBashReads() throws Exception {
        Path script = Files.writeString(
                folder.resolve("completion"), shippy.run("completion").out());

        Process bash = new ProcessBuilder("bash", "-c", ". \"$0\" && complete -p shippy", script.toString()).start();

        assertEquals(0, bash.waitFor());
    }

    @Test
    void namesEveryPasswordThatARealNatsNeeds() throws Exception {
        shippy.set("NATS_URL", "nats://127.0.0.1:1");

        JarRunner.Result result = shippy.run("up");

        assertEquals(2, result.code());
        for (String variable : List.of("VESSEL_NATS_PASSWORD", "USER_PUBLIC_NATS_PASSWORD", "OPERATOR_NATS_PASSWORD")) {
            assertTrue(result.errors().contains(variable + " is missing"), result.errors());
        }
    }
}
