package dev.shippy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheTest {

    @Test
    void isWhereTheVariableOrTheHomeSays() {
        assertEquals(Path.of("/cache/shippy"), Cache.of("/cache", "/home/ada").root());
        assertEquals(
                Path.of("/home/ada/.cache/shippy"), Cache.of("", "/home/ada").root());
        assertEquals(
                Path.of("/home/ada/.cache/shippy"),
                Cache.of("relative", "/home/ada").root());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "relative"})
    void isNeverInTheWorkingDirectory(String home) {
        EmbeddedServerException refused = assertThrows(EmbeddedServerException.class, () -> Cache.of("relative", home));

        assertTrue(String.valueOf(refused.getMessage()).contains("XDG_CACHE_HOME"));
    }
}
