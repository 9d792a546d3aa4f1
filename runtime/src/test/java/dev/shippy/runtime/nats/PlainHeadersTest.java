package dev.shippy.runtime.nats;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nats.client.impl.Headers;
import io.nats.client.support.IncomingHeadersProcessor;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainHeadersTest {

    private static final String USUAL =
            "NATS/1.0\r\nce-id:a-1\r\nce-type:  dev.shippy.user.created.v1\r\nDead-Letter-Reason:two words \r\n\r\n";
    private static final String ALPHABET = "ab:: \r\n\t\0\u007f\u00ffNATS/1.0";

    @Test
    void findsNamesAndValuesInTheirOrder() {
        HeaderFields fields = fields(USUAL);

        assertNotNull(fields);
        assertEquals(
                List.of(
                        Map.entry("ce-id", "a-1"),
                        Map.entry("ce-type", "dev.shippy.user.created.v1"),
                        Map.entry("Dead-Letter-Reason", "two words")),
                List.copyOf(fields.entrySet()));
    }

    @Test
    void findsTheFirstValueByTheNameInAnyCase() {
        HeaderFields fields = fields("NATS/1.0\r\nCe-Id:1\r\nce-id:2\r\n\r\n");

        assertNotNull(fields);
        assertEquals("1", fields.get("CE-ID"));
        assertEquals(1, fields.size());
        assertTrue(fields.containsKey("ce-id"));
        assertFalse(fields.containsKey("ce"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "NATS/1.0",
                "NATS/1.0\r\n",
                "NATS/1.0 404\r\n\r\n",
                "NATS/1.0\r\nx\r\n\r\n",
                "NATS/1.0\r\nx:\r\n\r\n",
                "NATS/1.0\r\nx:  \r\n\r\n",
                "NATS/1.0\r\nx: y\tz\r\n\r\n",
                "NATS/1.0\r\nx:\u00ff\r\n\r\n",
                "NATS/1.0\r\nx:y\r\n\r\nz",
                "NATS/1.0\r\nx:y\r\nz:",
                "NATS/1.0\r\n:y\r\n\r\n"
            })
    void leavesOtherFormsToJnats(String headers) {
        byte[] bytes = headers.getBytes(ISO_8859_1);

        assertFalse(PlainHeaders.arePlain(bytes));
        assertNull(HeaderFields.of(new PlainHeaders(bytes, 0, bytes.length)));
    }

    @Test
    void readsWhatItTakesAsJnatsReadsIt() {
        Random random = new Random(7);
        int taken = 0;
        for (int i = 0; i < 200_000; i++) {
            String headers = mutated(random);
            HeaderFields fields = fields(headers);
            if (fields != null) {
                taken++;
                Headers expected = new IncomingHeadersProcessor(headers.getBytes(ISO_8859_1)).getHeaders();
                for (Map.Entry<String, String> field : fields.entrySet()) {
                    assertEquals(expected.getFirst(field.getKey()), field.getValue(), headers);
                }
            }
        }
        assertTrue(taken > 1_000, "hardly any was plain: " + taken);
    }

    private static String mutated(Random random) {
        StringBuilder text = new StringBuilder(USUAL);
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(text.length());
            char other = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, other);
                case 1 -> text.insert(at, other);
                default -> text.deleteCharAt(at);
            }
        }
        return text.toString();
    }

    private static @Nullable HeaderFields fields(String headers) {
        byte[] bytes = ("before" + headers + "after").getBytes(ISO_8859_1);
        return HeaderFields.of(new PlainHeaders(bytes, "before".length(), bytes.length - "after".length()));
    }
}
