package dev.shippy.embedded;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shippy.contracts.EventStream;
import dev.shippy.contracts.NatsUsers;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on its own in-memory file system. Only root may mount one. */
class FullDiskIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final OpenOption[] APPENDING = {StandardOpenOption.CREATE, StandardOpenOption.APPEND};

    @TempDir
    private Path disk;

    private final List<String> told = new CopyOnWriteArrayList<>();

    @BeforeEach
    void mount() throws Exception {
        assumeTrue(Executables.find("mount").isPresent(), "There is no mount command, so no disk can be filled");
        boolean mounted = succeeds("mount", "-t", "tmpfs", "-o", "size=192m,mode=0755", "tmpfs", disk.toString());
        assumeTrue(mounted, "This user may not mount a file system, so no disk can be filled");
    }

    @AfterEach
    void unmount() throws Exception {
        // The script that watched a server may have it as its working directory for a moment longer.
        boolean unused = succeeds("umount", "--lazy", disk.toString());
    }

    @Test
    void natsStoresAgainOnceThereIsSpace() throws Exception {
        try (EmbeddedNats nats = EmbeddedNats.start(disk.resolve("nats"));
                Supervisor supervisor = Supervisor.start(List.of(nats.supervised()), told::add)) {
            int acknowledged;
            try (NatsTestClient client = operator(nats)) {
                var unused = client.connection()
                        .jetStreamManagement()
                        .addStream(StreamConfiguration.builder()
                                .name(EventStream.REDELIVER.name())
                                .subjects(EventStream.REDELIVER.subject())
                                .build());
                publish(client);
                fill();
                acknowledged = 1 + publishUntilRefused(client);
            }
            awaitTold("NATS resumes when 64 MB are free");

            Files.delete(disk.resolve("fill"));

            awaitTold("NATS runs again after ");
            try (NatsTestClient client = operator(nats)) {
                publish(client);
                long stored = client.connection()
                        .jetStreamManagement()
                        .getStreamInfo(EventStream.REDELIVER.name())
                        .getStreamState()
                        .getMsgCount();
                assertTrue(stored >= acknowledged + 1, stored + " of " + acknowledged);
            }
            assertEquals(false, supervisor.lost().isDone());
        }
    }

    @Test
    void postgresIsRestartedOnceThereIsSpace() throws Exception {
        try (EmbeddedPostgresServer postgres =
                        EmbeddedPostgresServer.start(disk.resolve("postgres"), Durability.DURABLE, line -> {});
                Supervisor supervisor = Supervisor.start(List.of(postgres.supervised()), told::add)) {
            execute(postgres, "CREATE TABLE kept AS SELECT 7 AS number");
            fill();
            // More than fits into the existing log segments.
            assertThrows(
                    SQLException.class,
                    () -> execute(
                            postgres,
                            "SELECT pg_logical_emit_message(false, 'a', repeat('x', 1000000))"
                                    + " FROM generate_series(1, 60)"));
            // PostgreSQL may end by itself, or recover in what its own crash has freed.
            fill();
            postgres.kill();
            awaitTold("PostgreSQL resumes when 64 MB are free");

            Files.delete(disk.resolve("fill"));

            awaitTold("PostgreSQL runs again after ");
            try (Connection connection = connect(postgres);
                    Statement statement = connection.createStatement();
                    ResultSet kept = statement.executeQuery("SELECT number FROM kept")) {
                assertTrue(kept.next());
                assertEquals(7, kept.getInt(1));
            }
            assertEquals(false, supervisor.lost().isDone());
        }
    }

    private void awaitTold(String beginning) {
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertTrue(told.stream().anyMatch(line -> line.startsWith(beginning)), told::toString));
    }

    private void fill() {
        byte[] block = new byte[64 * 1024];
        IOException full = assertThrows(IOException.class, () -> {
            while (true) {
                Path unused = Files.write(disk.resolve("fill"), block, APPENDING);
            }
        });
        assertTrue(String.valueOf(full.getMessage()).contains("No space left"), full.getMessage());
    }

    private static NatsTestClient operator(EmbeddedNats nats) throws IOException {
        return new NatsTestClient(nats.passwords().url(NatsUsers.OPERATOR), "_INBOX_operator");
    }

    private static int publishUntilRefused(NatsTestClient client) {
        for (int count = 0; ; count++) {
            try {
                publish(client);
            } catch (IOException | JetStreamApiException refused) {
                return count;
            }
        }
    }

    private static void publish(NatsTestClient client) throws IOException, JetStreamApiException {
        var unused = client.connection().jetStream().publish(EventStream.REDELIVER.subject(), new byte[8 * 1024]);
    }

    private static void execute(EmbeddedPostgresServer postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            boolean unused = statement.execute(sql);
        }
    }

    private static Connection connect(EmbeddedPostgresServer postgres) throws SQLException {
        String url = postgres.url();
        String login = url.substring(url.indexOf("//") + 2, url.indexOf('@'));
        return DriverManager.getConnection(
                "jdbc:postgresql://" + url.substring(url.indexOf('@') + 1),
                login.substring(0, login.indexOf(':')),
                login.substring(login.indexOf(':') + 1));
    }

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor() == 0;
    }
}
