package dev.shippy.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.runtime.ConfigurationException;
import dev.shippy.runtime.Environment;
import dev.shippy.runtime.outbox.OutboxConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UserConfigTest {

    private static final Map<String, String> REQUIRED =
            Map.of("NATS_PASSWORD", "inside", "NATS_PUBLIC_PASSWORD", "outside");

    @Test
    void hasDefaults() {
        UserConfig config = UserConfig.from(new Environment(REQUIRED));

        assertEquals(new KeyConfig(Duration.ofHours(1), Duration.ofSeconds(60)), config.keys());
        assertEquals(new ThrottleConfig(5, Duration.ofSeconds(1), Duration.ofMinutes(5)), config.throttle());
        assertEquals(12, config.passwords().cost());
        assertEquals(config.passwords().threads() * 5, config.passwords().logins());
        assertEquals(config.passwords().threads() * 5, config.passwords().signUps());
        assertEquals(new OutboxConfig(Duration.ofSeconds(5), Duration.ofSeconds(1), 100), config.outbox());
        assertEquals(Duration.ofDays(14), config.outboxKeep());
        assertEquals("accounts", config.postgres().schema());
        assertEquals("shippy", config.tokens().issuer());
        assertEquals("user", config.nats().service());
        assertEquals(Optional.empty(), config.admin());
    }

    @Test
    void readsEverySetting() {
        UserConfig config = config(Map.ofEntries(
                Map.entry("TOKEN_LIFETIME", "10m"),
                Map.entry("KEY_CACHE", "8s"),
                Map.entry("LOGIN_FAILURES", "3"),
                Map.entry("LOGIN_WAIT", "2s"),
                Map.entry("LOGIN_WAIT_MOST", "1m"),
                Map.entry("BCRYPT_COST", "4"),
                Map.entry("OUTBOX_LEASE", "3s"),
                Map.entry("OUTBOX_POLL", "2s"),
                Map.entry("OUTBOX_BATCH", "7"),
                Map.entry("OUTBOX_KEEP", "1h"),
                Map.entry("HASH_THREADS", "3"),
                Map.entry("HASH_QUEUE_CREATE", "5"),
                Map.entry("HASH_QUEUE_AUTH", "6"),
                Map.entry("ADMIN_EMAIL", "admin@example.com"),
                Map.entry("ADMIN_PASSWORD", "an admin's password")));

        assertEquals(new KeyConfig(Duration.ofMinutes(10), Duration.ofSeconds(8)), config.keys());
        assertEquals(new ThrottleConfig(3, Duration.ofSeconds(2), Duration.ofMinutes(1)), config.throttle());
        assertEquals(new PasswordConfig(4, 3, 5, 6), config.passwords());
        assertEquals(new OutboxConfig(Duration.ofSeconds(3), Duration.ofSeconds(2), 7), config.outbox());
        assertEquals(Duration.ofHours(1), config.outboxKeep());
        assertEquals(
                Optional.of(
                        new AdminConfig(new EmailAddress("admin@example.com"), new Password("an admin's password"))),
                config.admin());
    }

    @Test
    void looksForOthersKeysFourTimesInACacheLifetime() {
        KeyConfig keys = new KeyConfig(Duration.ofHours(1), Duration.ofSeconds(60));

        assertEquals(Duration.ofSeconds(15), keys.rereadEvery());
        assertEquals(Duration.ofSeconds(76), keys.preparation());
        assertEquals(Duration.ofSeconds(3_615), keys.afterlife());
    }

    @Test
    void namesEverythingThatIsWrongAtOnceAndNoSecret() {
        ConfigurationException wrong = assertThrows(
                ConfigurationException.class,
                () -> config(Map.of(
                        "BCRYPT_COST", "3",
                        "KEY_CACHE", "soon",
                        "ADMIN_EMAIL", "nobody",
                        "ADMIN_PASSWORD", "s3cret")));

        String problems = String.join("\n", wrong.problems());
        assertEquals(4, wrong.problems().size(), problems);
        assertTrue(problems.contains("BCRYPT_COST"));
        assertTrue(problems.contains("KEY_CACHE"));
        assertTrue(problems.contains("ADMIN_EMAIL"));
        assertTrue(problems.contains("ADMIN_PASSWORD"));
        assertFalse(problems.contains("s3cret"));
    }

    /** The first admin gets no mail. */
    @Test
    void takesAnAdminsAddressThatMailCannotReach() {
        UserConfig config = config(Map.of("ADMIN_EMAIL", "admin@my_company", "ADMIN_PASSWORD", "an admin's password"));

        assertEquals("admin@my_company", config.admin().orElseThrow().email().text());
    }

    @Test
    void wantsBothOrNoneOfTheAdminsSettings() {
        assertThrows(ConfigurationException.class, () -> config(Map.of("ADMIN_EMAIL", "admin@example.com")));
        assertThrows(ConfigurationException.class, () -> config(Map.of("ADMIN_PASSWORD", "an admin's password")));
    }

    @Test
    void showsNoPassword() {
        UserConfig config = config(Map.of(
                "PG_URL", "postgresql://shippy:s3cret@db/shippy",
                "ADMIN_EMAIL", "admin@example.com",
                "ADMIN_PASSWORD", "s3cret s3cret"));

        assertFalse(config.toString().contains("s3cret"));
        assertFalse(config.toString().contains("outside"));
    }

    private static UserConfig config(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(REQUIRED);
        all.putAll(settings);
        return UserConfig.from(new Environment(all));
    }
}
