package dev.shippy.vessel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.runtime.ConfigurationException;
import dev.shippy.runtime.Environment;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VesselConfigTest {

    private static final Map<String, String> PASSWORDS =
            Map.of("NATS_PASSWORD", "inside1", "NATS_PUBLIC_PASSWORD", "outside1");

    @Test
    void hasDefaults() {
        VesselConfig config = VesselConfig.from(new Environment(PASSWORDS));

        assertEquals("vessel", config.nats().service());
        assertEquals("mongodb://127.0.0.1:27017/shippy", config.mongo().url());
        assertEquals(Duration.ofMinutes(1), config.pruneEvery());
        assertEquals(Duration.ofMinutes(10), config.tombstoneAge());
        assertEquals(Duration.ofSeconds(1), config.viewPoll());
    }

    @Test
    void readsTheEnvironment() {
        Map<String, String> variables = new HashMap<>(PASSWORDS);
        variables.put("NATS_URL", "nats://broker:4223");
        variables.put("MONGO_URL", "mongodb://store:27018/freight");
        variables.put("STORE_TIMEOUT", "300ms");
        variables.put("TOKEN_ISSUER", "issuer");
        variables.put("PRUNE_EVERY", "50ms");
        variables.put("TOMBSTONE_AGE", "1s");
        variables.put("VIEW_POLL", "200ms");

        VesselConfig config = VesselConfig.from(new Environment(variables));

        assertEquals("nats://broker:4223", config.nats().url());
        assertEquals("inside1", config.nats().password());
        assertEquals("outside1", config.nats().publicPassword());
        assertEquals("mongodb://store:27018/freight", config.mongo().url());
        assertEquals(Duration.ofMillis(300), config.mongo().timeout());
        assertEquals("issuer", config.tokens().issuer());
        assertEquals(Duration.ofMillis(50), config.pruneEvery());
        assertEquals(Duration.ofSeconds(1), config.tombstoneAge());
        assertEquals(Duration.ofMillis(200), config.viewPoll());
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        Environment environment = new Environment(
                Map.of("MONGO_URL", "http://store", "PRUNE_EVERY", "never", "TOMBSTONE_AGE", "-1s", "VIEW_POLL", "2s"));

        List<String> problems = assertThrows(ConfigurationException.class, () -> VesselConfig.from(environment))
                .problems();

        for (String name : List.of(
                "NATS_PASSWORD", "NATS_PUBLIC_PASSWORD", "MONGO_URL", "PRUNE_EVERY", "TOMBSTONE_AGE", "VIEW_POLL")) {
            assertTrue(problems.stream().anyMatch(problem -> problem.matches(name + "[ :].*")), name + ": " + problems);
        }
    }

    @Test
    void neverShowsASecret() {
        String shown = VesselConfig.from(new Environment(PASSWORDS)).toString();

        assertFalse(shown.contains("inside1") || shown.contains("outside1"), shown);
    }
}
