package dev.shippy.runtime.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.runtime.ConfigurationException;
import dev.shippy.runtime.Environment;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostgresConfigTest {

    @Test
    void hasDefaultsForADatabaseOnThisMachine() {
        assertEquals(
                new PostgresConfig(
                        "postgresql://shippy@127.0.0.1:5432/shippy", "accounts", Duration.ofSeconds(2), 16, 256),
                PostgresConfig.from(new Environment(Map.of()), "accounts"));
    }

    @Test
    void readsEverySetting() {
        Environment environment = new Environment(Map.of(
                "PG_URL", "postgresql://u:p@db:1234/d",
                "STORE_TIMEOUT", "700ms",
                "PG_CONNECTIONS", "3",
                "PG_QUEUE", "9"));

        assertEquals(
                new PostgresConfig("postgresql://u:p@db:1234/d", "accounts", Duration.ofMillis(700), 3, 9),
                PostgresConfig.from(environment, "accounts"));
    }

    @Test
    void refusesAnAddressThatIsNone() {
        Environment environment = new Environment(Map.of("PG_URL", "postgresql://db:port/d"));

        assertEquals("accounts", PostgresConfig.from(environment, "accounts").schema());

        assertThrows(ConfigurationException.class, environment::check);
    }

    @Test
    void refusesASchemaThatIsNoPlainName() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new PostgresConfig("postgresql://db/d", "a; DROP", Duration.ofSeconds(1), 1, 1));
    }

    @Test
    void neverShowsThePassword() {
        PostgresConfig config =
                new PostgresConfig("postgresql://u:secret@db:1234/d", "accounts", Duration.ofSeconds(1), 1, 1);

        assertFalse(config.toString().contains("secret"));
        assertTrue(config.toString().contains("db:1234/d"));
    }
}
