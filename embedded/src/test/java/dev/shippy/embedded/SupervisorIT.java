package dev.shippy.embedded;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With shell scripts for servers. */
class SupervisorIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String FOREVER = "while :; do sleep 0.05; done";
    private static final long MEGABYTE = 1024 * 1024;
    private static final RestartPolicy QUICK =
            new RestartPolicy(Duration.ofMillis(1), 3, Duration.ofMinutes(1), 100 * MEGABYTE, Duration.ofSeconds(60));

    @TempDir
    private Path directory;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final AtomicLong room = new AtomicLong(1000 * MEGABYTE);
    private final AtomicBoolean reserved = new AtomicBoolean();
    private final Disk disk = new Disk() {
        @Override
        public long usable(Path folder) {
            return room.get();
        }

        @Override
        public boolean isWritable(Path folder) {
            return reserved.get() || room.get() >= FULL_BYTES;
        }
    };
    private final AtomicInteger starts = new AtomicInteger();
    private final List<ChildProcess> children = new CopyOnWriteArrayList<>();

    /** The script of the n-th start, from 0; the last one repeats. */
    private List<String> scripts = List.of(FOREVER);

    @AfterEach
    void stop() {
        children.forEach(ChildProcess::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit 0", "exit 1", "exit 14", "kill -9 $$", "kill -15 $$", "kill -6 $$", "kill -11 $$"})
    void restartsAServerWhateverItsEnd(String end) {
        scripts = List.of(end, FOREVER);
        try (Supervisor supervisor = watch(ServerLog.POSTGRES)) {
            awaitTold("Server runs again after 0.0 s");
            assertTrue(child().isAlive());
            assertTrue(
                    told.get(0).matches("Server has ended \\((signal|exit code) \\d+\\); restarting it"),
                    told::toString);
            assertFalse(supervisor.lost().isDone());
        }
    }

    @ParameterizedTest
    @EnumSource(ServerLog.class)
    void restartsEveryKindOfKilledServer(ServerLog kind) {
        try (Supervisor supervisor = watch(kind)) {
            long first = child().pid();
            assertTrue(ProcessHandle.of(first).orElseThrow().destroyForcibly());
            awaitTold("Server runs again after 0.0 s");
            assertEquals("Server has ended (signal 9); restarting it", told.get(0));
            assertTrue(child().isAlive());
            assertFalse(supervisor.lost().isDone());
        }
    }

    @Test
    void restartsAServerWhoseWatchdogWasKilled() {
        try (Supervisor supervisor = watch(ServerLog.NATS)) {
            ProcessHandle server = ProcessHandle.of(child().pid()).orElseThrow();
            assertTrue(server.parent().orElseThrow().destroyForcibly());
            awaitTold("Server runs again after 0.0 s");
            await().atMost(LIMIT).until(() -> !server.isAlive());
            assertFalse(supervisor.lost().isDone());
        }
    }

    @Test
    void givesUpAServerThatKeepsEndingAndPrintsItsLastLines() {
        scripts = List.of("echo out of luck; exit 7");
        try (Supervisor supervisor = watch(ServerLog.NATS)) {
            await().atMost(LIMIT).until(() -> supervisor.lost().isDone());
            String reason = supervisor.lost().join();
            assertTrue(
                    reason.startsWith(
                            "Server does not stay up after 3 attempts to restart it. Server has ended (exit code 7)."),
                    reason);
            assertTrue(reason.endsWith("out of luck"), reason);
            assertEquals(1 + 3, starts.get());
        }
    }

    @Test
    void givesUpAServerThatCannotBeStarted() {
        scripts = List.of("exit 1", "refused");
        try (Supervisor supervisor = watch(ServerLog.NATS)) {
            await().atMost(LIMIT).until(() -> supervisor.lost().isDone());
            assertEquals(
                    "Server does not stay up after 3 attempts to restart it. It cannot start here. Its last log lines:\n  none",
                    supervisor.lost().join());
            assertEquals(List.of("Server does not start: It cannot start here"), told.subList(1, told.size()));
        }
    }

    @Test
    void doesNotRestartAServerThatEndedByAnIllegalInstruction() {
        scripts = List.of("kill -4 $$");
        try (Supervisor supervisor = watch(ServerLog.MONGODB)) {
            await().atMost(LIMIT).until(() -> supervisor.lost().isDone());
            assertTrue(supervisor.lost().join().contains("AVX"), supervisor.lost()::join);
            assertEquals(1, starts.get());
        }
    }

    @Test
    void waitsForSpaceBeforeItRestartsAServerOnAFullDisk() {
        scripts = List.of(
                "echo '2026-12-01 11:00:10.951 UTC [7] PANIC:  could not write: No space left on device'; exit 1",
                FOREVER);
        room.set(MEGABYTE);
        try (Supervisor supervisor = watch(ServerLog.POSTGRES)) {
            awaitTold("Server resumes when 100 MB are free on the disk with " + directory);
            assertEquals("Server has ended (exit code 1)", told.get(1));
            assertTrue(told.get(0).contains("is full (1 MB free). Free some space"), told::toString);
            assertEquals(1, starts.get());

            room.set(100 * MEGABYTE);

            await().atMost(LIMIT).until(() -> starts.get() == 2);
            await().atMost(LIMIT).until(() -> told.size() == 4);
            assertTrue(told.get(3).startsWith("Server runs again after "), told::toString);
            assertFalse(supervisor.lost().isDone());
        }
    }

    @Test
    void requiresMoreSpaceAfterAStartThatRanOutOfIt() {
        scripts = List.of("exit 1", "no space", FOREVER);
        room.set(MEGABYTE / 8);
        try (Supervisor supervisor = watch(ServerLog.MONGODB)) {
            awaitTold("Server resumes when 100 MB are free on the disk with " + directory);
            room.set(150 * MEGABYTE);
            awaitTold("Server resumes when 200 MB are free on the disk with " + directory);
            room.set(250 * MEGABYTE);
            await().atMost(LIMIT).until(() -> starts.get() == 3);
            assertFalse(supervisor.lost().isDone());
        }
    }

    /** PostgreSQL says the same of semaphores and shared memory. */
    @Test
    void givesUpAServerThatSaysNoSpaceOnADiskWithPlenty() {
        scripts = List.of("exit 1", "no space");
        try (Supervisor supervisor = watch(ServerLog.POSTGRES)) {
            await().atMost(LIMIT).until(() -> supervisor.lost().isDone());
            assertEquals(
                    "Server does not stay up after 3 attempts to restart it. It cannot start: No space left on device",
                    supervisor.lost().join());
        }
    }

    /** The blocks of a full disk that are reserved for root, who runs the server. */
    @Test
    void leavesNatsAloneThatCanStillWrite() {
        reserved.set(true);
        try (Supervisor supervisor = watch(ServerLog.NATS)) {
            room.set(0);
            long first = child().pid();
            assertTrue(ProcessHandle.of(first).orElseThrow().destroyForcibly());
            awaitTold("Server runs again after 0.0 s");
            assertEquals("Server has ended (signal 9); restarting it", told.get(0));
            assertFalse(supervisor.lost().isDone());
        }
    }

    @Test
    void givesUpWhenTheDiskStaysFull() {
        scripts = List.of("exit 1");
        room.set(0);
        RestartPolicy impatient =
                new RestartPolicy(Duration.ofMillis(1), 3, Duration.ofMinutes(1), MEGABYTE, Duration.ZERO);
        try (Supervisor supervisor = watch(ServerLog.POSTGRES, impatient)) {
            await().atMost(LIMIT).until(() -> supervisor.lost().isDone());
            assertTrue(supervisor.lost().join().contains("Free some, then start again"), supervisor.lost()::join);
        }
    }

    @Test
    void restartsNatsThatStoresNothingAfterACriticalError() {
        scripts = List.of(
                "echo \"[7] 2026/12/01 10:59:49.9 [ERR] JetStream stream 'APP > EVENTS' critical write error: I/O\";"
                        + FOREVER,
                FOREVER);
        try (Supervisor supervisor = watch(ServerLog.NATS)) {
            await().atMost(LIMIT).until(() -> starts.get() == 2);
            assertEquals("Server stores nothing until it is restarted", told.get(0));
            assertFalse(supervisor.lost().isDone());
        }
    }

    /** Its log is on the same disk: the line that says so may be missing. */
    @Test
    void restartsNatsAfterAFullDiskOnceThereIsSpace() {
        try (Supervisor supervisor = watch(ServerLog.NATS)) {
            room.set(0);
            awaitTold("Server resumes when 100 MB are free on the disk with " + directory);
            assertEquals(1, starts.get());
            room.set(100 * MEGABYTE);
            await().atMost(LIMIT).until(() -> starts.get() == 2);
            assertFalse(supervisor.lost().isDone());
        }
    }

    @Test
    void restartsNothingOnceItIsClosed() {
        Supervisor supervisor = watch(ServerLog.NATS);
        supervisor.close();
        child().close();
        assertEquals(1, starts.get());
        assertEquals(List.of(), told);
        assertFalse(supervisor.lost().isDone());
    }

    private void awaitTold(String line) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertTrue(
                        told.stream()
                                .anyMatch(each ->
                                        each.replaceAll("\\d\\.\\d s$", "0.0 s").equals(line)),
                        told::toString));
    }

    private ChildProcess child() {
        return children.get(children.size() - 1);
    }

    private Supervisor watch(ServerLog log) {
        return watch(log, QUICK);
    }

    private Supervisor watch(ServerLog log, RestartPolicy policy) {
        start();
        SupervisedServer server = new SupervisedServer("Server", directory, log, this::child, this::start);
        return Supervisor.start(List.of(server), told::add, policy, disk);
    }

    private void start() {
        children.forEach(ChildProcess::close);
        String script = scripts.get(Math.min(starts.getAndIncrement(), scripts.size() - 1));
        if (script.equals("refused")) {
            throw new EmbeddedServerException("It cannot start here. Its last log lines:\n  none");
        }
        if (script.equals("no space")) {
            throw new EmbeddedServerException("It cannot start: No space left on device");
        }
        children.add(ChildProcess.start(new ChildCommand(
                "child", directory, List.of("sh", "-c", script), Map.of(), "TERM", Duration.ofMillis(500))));
    }
}
