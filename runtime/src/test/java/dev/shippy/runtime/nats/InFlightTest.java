package dev.shippy.runtime.nats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class InFlightTest {

    private static final int MOST = 16;
    private static final long MOST_BYTES = 1_000;

    private final InFlight inFlight = new InFlight(MOST, MOST_BYTES);

    @Test
    void letsInAsManyCallsAsItsBound() {
        enter(MOST, 1);

        assertFalse(inFlight.tryEnter(1));
        assertEquals(MOST, inFlight.count(), "who is refused does not count");
        inFlight.leave(1);
        assertTrue(inFlight.tryEnter(1));
    }

    @Test
    void letsInAsManyBytesAsItsBound() {
        enter(2, 500);

        assertFalse(inFlight.tryEnter(1));
        assertTrue(inFlight.tryEnter(0));
        inFlight.leave(500);
        assertFalse(inFlight.tryEnter(501));
        assertTrue(inFlight.tryEnter(500));
    }

    @Test
    void leavesAnEighthOfItToOtherMethods() {
        InFlight share = inFlight.share();

        for (int i = 0; i < MOST * 7 / 8; i++) {
            assertTrue(share.tryEnter(1));
        }

        assertFalse(share.tryEnter(1));
        assertTrue(inFlight.share().tryEnter(1));
    }

    private void enter(int calls, int bytes) {
        for (int i = 0; i < calls; i++) {
            assertTrue(inFlight.tryEnter(bytes));
        }
    }
}
