package dev.shippy.embedded;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NothingLeftBehindIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "KILL"})
    void afterASignalToTheJvm(String signal, @TempDir Path data) throws IOException, InterruptedException {
        try (ChildJvm jvm = new ChildJvm(RunningSystem.class, data)) {
            Path temporary = Path.of(jvm.line());
            List<ProcessHandle> servers = List.of(process(jvm.line()), process(jvm.line()), process(jvm.line()));
            List<ProcessHandle> all = servers.stream()
                    .flatMap(server -> Stream.concat(Stream.of(server), family(server)))
                    .toList();
            assertTrue(all.size() > 6);

            jvm.signal(signal);

            assertTrue(jvm.ends());
            all.forEach(NothingLeftBehindIT::assertGone);
            await().atMost(LIMIT).until(() -> !Files.exists(temporary));
        }
        // The data are whole, and their folder is free.
        EmbeddedPostgresServer.start(data).close();
    }

    @Test
    void afterClose(@TempDir Path directory) {
        EmbeddedNats nats = EmbeddedNats.start(directory.resolve("nats"));
        EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(directory.resolve("postgres"));
        MongodServer mongo = MongodServer.start(directory.resolve("mongo"));
        List<ProcessHandle> all = Stream.of(nats.pid(), postgres.pid(), mongo.pid())
                .map(pid -> process(Long.toString(pid)))
                .flatMap(server -> Stream.concat(Stream.of(server), family(server)))
                .toList();
        nats.close();
        postgres.close();
        mongo.close();
        all.forEach(NothingLeftBehindIT::assertGone);
        nats.close();
        postgres.close();
        mongo.close();
    }

    @Test
    void afterAKillOfAPausedServer(@TempDir Path directory) {
        EmbeddedNats nats = EmbeddedNats.start(directory);
        ProcessHandle server = process(Long.toString(nats.pid()));
        nats.pause();
        nats.close();
        assertGone(server);
    }

    @Test
    void whenThePortOfNatsIsTaken(@TempDir Path directory) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, Loopback.address())) {
            EmbeddedServerException refused = assertThrows(
                    EmbeddedServerException.class, () -> EmbeddedNats.start(directory, taken.getLocalPort()));
            String sentence = String.valueOf(refused.getMessage());
            assertTrue(sentence.contains("port " + taken.getLocalPort()), sentence);
            assertTrue(sentence.contains("address already in use"), sentence);
        }
        assertNothingRunsIn(directory);
    }

    @Test
    void whenAnotherNatsServerHasThePort(@TempDir Path directory) {
        assertThrows(
                EmbeddedServerException.class,
                () -> EmbeddedNats.start(directory, Shared.nats().port()));
        assertNothingRunsIn(directory);
    }

    @Test
    void whenTheProgramIsBroken(@TempDir Path directory) throws IOException {
        Path broken =
                program(directory, "case $1 in --version) echo nats-server: v2.14.2;; *) echo no luck; exit 3;; esac");
        Path data = directory.resolve("data");
        EmbeddedServerException refused = assertThrows(
                EmbeddedServerException.class,
                () -> EmbeddedNats.in(data).binary(broken).start());
        assertTrue(String.valueOf(refused.getMessage()).contains("no luck"), refused.getMessage());
        assertNothingRunsIn(data);
    }

    @Test
    void whenPostgresCannotUseItsData(@TempDir Path directory) throws IOException {
        EmbeddedPostgresServer.start(directory).close();
        Files.delete(directory.resolve("data/global/pg_control"));
        EmbeddedServerException refused =
                assertThrows(EmbeddedServerException.class, () -> EmbeddedPostgresServer.start(directory));
        assertTrue(String.valueOf(refused.getMessage()).contains("pg_control"), refused.getMessage());
        assertNothingRunsIn(directory);
    }

    private static Path program(Path directory, String script) throws IOException {
        Path program = Files.writeString(directory.resolve("nats-server"), "#!/bin/sh\n" + script + "\n");
        assertTrue(program.toFile().setExecutable(true));
        return program;
    }

    /**
     * Every process started here has its folder in its arguments. The system lists an ended process for a moment
     * longer.
     */
    private static void assertNothingRunsIn(Path directory) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertEquals(
                        List.of(),
                        ProcessHandle.allProcesses()
                                .flatMap(process -> process.info().commandLine().stream())
                                .filter(line -> line.contains(directory.toString()))
                                .toList()));
    }

    private static void assertGone(ProcessHandle process) {
        await().atMost(LIMIT).until(() -> !process.isAlive());
        assertFalse(process.isAlive());
    }

    private static ProcessHandle process(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    /** The server's own children, and the script that watches it with the script's children. */
    private static Stream<ProcessHandle> family(ProcessHandle server) {
        Optional<ProcessHandle> watchdog = server.parent();
        return Stream.concat(watchdog.stream(), watchdog.stream().flatMap(ProcessHandle::descendants));
    }
}
