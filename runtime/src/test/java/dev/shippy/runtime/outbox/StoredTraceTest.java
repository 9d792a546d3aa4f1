package dev.shippy.runtime.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.Trace;
import org.junit.jupiter.api.Test;

class StoredTraceTest {

    @Test
    void readsWhatItWrote() {
        Trace plain = Trace.start();
        Trace stateful = new Trace(plain.parent(), "vendor=a b, other=c");

        assertEquals(plain, StoredTrace.read(StoredTrace.write(plain)));
        assertEquals(stateful, StoredTrace.read(StoredTrace.write(stateful)));
    }

    @Test
    void beginsATraceWhenThereIsNone() {
        assertTrue(StoredTrace.read("").parent().startsWith("00-"));
    }
}
