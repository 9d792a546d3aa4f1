package dev.shippy.runtime.nats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private static final int MOST = 160;
    /** One eighth is for others. */
    private static final int OWN = 140;

    private final InFlight all = new InFlight(MOST, 1_000_000);
    private long now;

    @Test
    void letsInFewerWhileCallsStandInAQueue() {
        Admission admission = new Admission(all, true);
        enter(admission, StandingQueue.LEAST + 1);
        answer(admission);

        assertFalse(admission.tryEnter(1));
        admission.leave(1);
        assertFalse(admission.tryEnter(1), "as many as the least are there");
        admission.leave(1);
        assertTrue(admission.tryEnter(1));
    }

    @Test
    void letsInAsManyAsBeforeOnceNothingIsInFlight() {
        Admission admission = new Admission(all, true);
        enter(admission, StandingQueue.LEAST + 1);
        answer(admission);
        for (int call = 0; call <= StandingQueue.LEAST; call++) {
            admission.leave(1);
        }

        enter(admission, OWN);
        assertFalse(admission.tryEnter(1));
    }

    @Test
    void letsServicesInWhateverTheyWaitFor() {
        Admission admission = new Admission(all, false);
        enter(admission, StandingQueue.LEAST + 1);
        answer(admission);

        assertTrue(admission.tryEnter(1));
    }

    @Test
    void countsNobodyWhoIsRefused() {
        Admission first = new Admission(all, true);
        Admission second = new Admission(all, true);
        enter(first, OWN);
        enter(second, MOST - OWN);

        assertFalse(first.tryEnter(1));
        assertFalse(second.tryEnter(1));
        assertEquals(MOST, all.count());
        first.leave(1);
        assertTrue(second.tryEnter(1), "what was refused has left no trace");
    }

    /** A quick one, then slow ones for half a second. */
    private void answer(Admission admission) {
        admission.answered(1, now);
        for (int call = 0; call < 50; call++) {
            now += TimeUnit.MILLISECONDS.toNanos(10);
            admission.answered(TimeUnit.SECONDS.toNanos(1), now);
        }
    }

    private static void enter(Admission admission, int calls) {
        for (int call = 0; call < calls; call++) {
            assertTrue(admission.tryEnter(1), "call " + call);
        }
    }
}
