package dev.shippy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresServerIT {

    @Test
    void keepsAcknowledgedRowsOverKillAndRestart(@TempDir Path directory) throws SQLException {
        try (EmbeddedPostgresServer postgres =
                EmbeddedPostgresServer.start(directory, Durability.DURABLE, line -> {})) {
            update(postgres.url(), "CREATE TABLE kept (id int)");
            update(postgres.url(), "INSERT INTO kept VALUES (1)");
            postgres.kill();
            postgres.restart();
            assertEquals(1, count(postgres.url()));
            postgres.restart();
            assertEquals(1, count(postgres.url()));
        }
        try (EmbeddedPostgresServer postgres =
                EmbeddedPostgresServer.start(directory, Durability.DURABLE, line -> {})) {
            assertEquals(1, count(postgres.url()));
        }
    }

    @Test
    void runsAsNobodyWhereRootMayNotMakeNamespaces(@TempDir Path directory) throws SQLException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root becomes nobody");
        PostgresBinaries binaries = PostgresBinaries.find(line -> {});
        try (PostgresProcess postgres =
                new PostgresProcess(directory, binaries, Durability.TEMPORARY, PostgresAccount.NOBODY)) {
            postgres.start();
            assertEquals(PostgresAccount.NOBODY, PostgresAccount.of(directory.resolve("data")));
        }
        try (EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(directory)) {
            update(postgres.url(), "CREATE TABLE kept (id int)");
            assertEquals(0, count(postgres.url()));
        }
    }

    @Test
    void wantsThePassword(@TempDir Path directory) throws IOException {
        String url = Shared.postgres().url();
        assertThrows(SQLException.class, () -> connect(url.replaceFirst(":[^:@]+@", ":wrong@")));
        try (EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(directory)) {
            String password = Files.readString(directory.resolve("password")).strip();
            assertTrue(postgres.url().contains(":" + password + "@"));
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("password"))));
        }
    }

    @Test
    void hasADatabaseForEachTest() throws SQLException {
        String first = Shared.postgres().createDatabase();
        String second = Shared.postgres().createDatabase();
        update(first, "CREATE TABLE kept (id int)");
        assertEquals(0, count(first));
        assertThrows(SQLException.class, () -> count(second));
    }

    @Test
    void answersNothingWhilePaused(@TempDir Path directory) throws SQLException {
        try (EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(directory);
                Connection connection = connect(postgres.url())) {
            postgres.pause();
            assertFalse(connection.isValid(1));
            postgres.resume();
            update(postgres.url(), "CREATE TABLE kept (id int)");
        }
    }

    private static void update(String url, String sql) throws SQLException {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            int unused = statement.executeUpdate(sql);
        }
    }

    private static int count(String url) throws SQLException {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM kept")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    static Connection connect(String url) throws SQLException {
        URI address = URI.create(url);
        List<String> login = List.of(address.getUserInfo().split(":", 2));
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + address.getPort() + address.getPath(), login.get(0), login.get(1));
    }
}
