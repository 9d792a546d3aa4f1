package dev.shippy.runtime.nats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

    @Test
    void copiesNoHeaderThatNatsActsOn() {
        Map<String, String> copied = headers(Map.of(
                "Nats-Rollup", "all",
                "nats-expected-last-sequence", "7",
                "Nats-TTL", "1s",
                "Dead-Letter-Stream", "forged",
                "ce-id", "1"));

        assertFalse(copied.keySet().stream()
                .anyMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("nats-exp")));
        assertFalse(copied.containsKey("Nats-Rollup"));
        assertFalse(copied.containsKey("Nats-TTL"));
        assertEquals("EVENTS", copied.get("Dead-Letter-Stream"));
        assertEquals("EVENTS-9-mail", copied.get("Nats-Msg-Id"));
        assertEquals("1", copied.get("ce-id"));
    }

    @Test
    void leavesOutWhatCannotBeAHeaderOrIsTooMuch() {
        Map<String, String> many =
                new HashMap<>(Map.of("bad", "line\r\nInjected: yes", "a-long-one", "x".repeat(10_000)));
        many.put("ce-id", "1");
        for (int n = 0; n < 1_000; n++) {
            many.put("header-" + n, "value");
        }

        Map<String, String> copied = headers(many);

        assertFalse(copied.containsKey("bad"));
        assertFalse(copied.containsKey("a-long-one"));
        assertEquals("1", copied.get("ce-id"));
        assertTrue(copied.size() <= 64, "" + copied.size());
    }

    private static Map<String, String> headers(Map<String, String> original) {
        StoredMessage message = new StoredMessage("EVENTS", 9, Instant.EPOCH, "user.created", original, new byte[0]);
        return DeadLetters.headers(new DeadLetter(message, "mail", 3, "No"));
    }
}
