package dev.shippy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ServerEndTest {

    @Test
    void tellsSignalsFromExitCodes() {
        assertEquals("exit code 0", new ServerEnd(0).toString());
        assertEquals("exit code 14", new ServerEnd(14).toString());
        assertEquals("signal 9", new ServerEnd(128 + 9).toString());
        assertEquals("exit code 255", new ServerEnd(255).toString());
        assertTrue(new ServerEnd(132).toString().contains("AVX"));
    }
}
