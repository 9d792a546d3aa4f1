package dev.shippy.cli.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What `up` does as a process of its own, whichever servers it uses. */
abstract class UpSuite {

    static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    JarRunner shippy;

    @BeforeEach
    void inAnEmptyHome() {
        shippy = new JarRunner(folder, Map.of("BCRYPT_COST", "10"));
    }

    @AfterEach
    void stopAll() {
        shippy.close();
    }

    /** The variables that name servers for `up`; none: it starts its own. */
    abstract Map<String, String> servers();

    @Test
    void keepsWhatWasBookedThroughSigkillAndRestart() throws Exception {
        Path data = folder.resolve("data");
        JarRunner.Running up = startUp("--data", data.toString(), "--port", "0");
        signUpAndLogIn();
        String first = book();
        Set<Long> children = up.descendants();
        // Servers of its own are its children; others are not.
        assertEquals(servers().isEmpty(), !children.isEmpty());

        up.kill();
        await().atMost(LIMIT).until(() -> children.stream().noneMatch(UpSuite::isAlive));

        JarRunner.Running again = startUp("--data", data.toString(), "--port", "0");
        logIn();
        JarRunner.Result list = shippy.run("consignment", "list");
        assertTrue(list.out().contains(first + "  BOOKED"), list.toString());
        book();

        assertEquals(0, again.terminate(LIMIT), again.errors());
        await().atMost(LIMIT).until(() -> again.descendants().stream().noneMatch(UpSuite::isAlive));
        assertFalse(Files.exists(folder.resolve("state/shippy/up")));
    }

    @Test
    void tellsWhereItIsAndWhoAdministersItAndLeavesNothingBehind() throws Exception {
        JarRunner.Running up = startUp("--port", "0");
        Path data = Path.of(Files.readString(folder.resolve("state/shippy/up")).strip());
        String operator = Files.readString(data.resolve("operator.url")).strip();
        Set<Long> children = up.descendants();

        assertTrue(operator.matches("nats://operator:\\w+@127\\.0\\.0\\.1:" + up.port()), operator);
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("operator.url"))));
        JarRunner.Result login = shippy.runWithInput(
                up.adminPassword(), "user", "login", "--email", "admin@shippy.local", "--password-stdin");
        assertEquals(0, login.code(), login.toString());
        assertEquals(0, shippy.run("user", "list").code());
        assertEquals(0, shippy.run("key", "rotate").code());
        // The admin was made before anything was published, and is told of when the writer's lease is over.
        await().atMost(LIMIT).until(() -> shippy.run("event", "list").out().contains(" user.created "));
        assertEquals(0, shippy.run("dead-letter", "list").code());
        assertTrue(shippy.run("status").out().contains("\nmail: "));

        assertEquals(0, up.terminate(LIMIT), up.errors());
        await().atMost(LIMIT).until(() -> children.stream().noneMatch(UpSuite::isAlive));
        assertFalse(Files.exists(data));
        assertEquals(
                7,
                shippy.run("status", "--timeout", "500ms", "--server", "nats://127.0.0.1:" + up.port())
                        .code());
    }

    @CanIgnoreReturnValue
    JarRunner.Running startUp(String... options) throws IOException {
        JarRunner.Running up = shippy.start(servers(), "up", options);
        await().atMost(LIMIT).until(() -> up.out().contains("Ctrl-C") || !up.isAlive());
        assertTrue(up.out().startsWith("ready nats://127.0.0.1:"), up.out() + up.errors());
        return up;
    }

    void signUpAndLogIn() throws Exception {
        JarRunner.Result created = shippy.runWithInput(
                "sesame-1234", "user", "create", "--name=E", "--email=e@example.com", "--password-stdin");
        assertEquals(0, created.code(), created.toString());
        logIn();
    }

    void logIn() throws Exception {
        JarRunner.Result login =
                shippy.runWithInput("sesame-1234", "user", "login", "--email=e@example.com", "--password-stdin");
        assertEquals(0, login.code(), login.toString());
    }

    @CanIgnoreReturnValue
    String book() throws Exception {
        JarRunner.Result booked = shippy.run("consignment", "create", "consignment.json");
        assertTrue(booked.out().startsWith("created: true\nconsignment: "), booked.toString());
        return booked.out().lines().skip(1).findFirst().orElseThrow().substring("consignment: ".length());
    }

    static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    static Set<Long> pids(ProcessHandle process) {
        return process.descendants().map(ProcessHandle::pid).collect(Collectors.toSet());
    }
}
