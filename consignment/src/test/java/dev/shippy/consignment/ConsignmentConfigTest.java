package dev.shippy.consignment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.shippy.runtime.ConfigurationException;
import dev.shippy.runtime.Environment;
import dev.shippy.runtime.outbox.OutboxConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ConsignmentConfigTest {

    private static final Map<String, String> REQUIRED =
            Map.of("NATS_PASSWORD", "secret1", "NATS_PUBLIC_PASSWORD", "secret2");

    @Test
    void hasDefaults() {
        ConsignmentConfig config = ConsignmentConfig.from(new Environment(REQUIRED));
        assertEquals("consignment", config.nats().service());
        assertEquals(new Sweeping(Duration.ofSeconds(2), Duration.ofSeconds(5), 100, 16), config.sweeping());
        assertEquals(new Polling(Duration.ofMillis(10), Duration.ofMillis(250)), config.polling());
        assertEquals(new OutboxConfig(Duration.ofSeconds(5), Duration.ofSeconds(1), 100), config.outbox());
    }

    @Test
    void readsEverySetting() {
        ConsignmentConfig config = with(Map.ofEntries(
                Map.entry("MONGO_URL", "mongodb://db:1/other"),
                Map.entry("TOKEN_ISSUER", "us"),
                Map.entry("SWEEP_PERIOD", "100ms"),
                Map.entry("LEASE", "1s"),
                Map.entry("SWEEP_BATCH", "7"),
                Map.entry("SWEEP_AT_ONCE", "3"),
                Map.entry("POLL_FIRST", "20ms"),
                Map.entry("POLL_LONGEST", "1s"),
                Map.entry("OUTBOX_LEASE", "3s"),
                Map.entry("OUTBOX_POLL", "500ms"),
                Map.entry("OUTBOX_BATCH", "7")));
        assertEquals("mongodb://db:1/other", config.mongo().url());
        assertEquals("us", config.tokens().issuer());
        assertEquals(new Sweeping(Duration.ofMillis(100), Duration.ofSeconds(1), 7, 3), config.sweeping());
        assertEquals(new Polling(Duration.ofMillis(20), Duration.ofSeconds(1)), config.polling());
        assertEquals(new OutboxConfig(Duration.ofSeconds(3), Duration.ofMillis(500), 7), config.outbox());
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        Map<String, String> wrong = Map.of(
                "SWEEP_PERIOD", "often",
                "LEASE", "31s",
                "SWEEP_BATCH", "0",
                "POLL_FIRST", "2s",
                "POLL_LONGEST", "1s");
        ConfigurationException refusal = assertThrows(ConfigurationException.class, () -> with(wrong));
        assertEquals(4, refusal.problems().size(), refusal.problems().toString());
    }

    private static ConsignmentConfig with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(REQUIRED);
        all.putAll(more);
        return ConsignmentConfig.from(new Environment(all));
    }
}
