package dev.shippy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.nio.file.Path;
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
