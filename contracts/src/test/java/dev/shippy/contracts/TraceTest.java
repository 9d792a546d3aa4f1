package dev.shippy.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TraceTest {

    private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN_ID = "b7ad6b7169203331";
    private static final String PARENT = "00-" + TRACE_ID + "-" + SPAN_ID + "-01";

    @Test
    void keepsWhatIsWellFormed() {
        assertEquals(PARENT, Trace.of(PARENT, "").parent());
        assertEquals("a=b", Trace.of(PARENT, "a=b").state());
    }

    @Test
    void startsAnewWhereTheParentIsMalformed() {
        List<String> malformed = List.of(
                "",
                PARENT + "0",
                PARENT.substring(1),
                PARENT.replace("00-0", "01-0"),
                PARENT.replace(TRACE_ID, "0".repeat(32)),
                PARENT.replace(SPAN_ID, "0".repeat(16)),
                PARENT.replace('a', 'A'),
                PARENT.replace('9', 'g'),
                PARENT.replace('7', '/'),
                PARENT.replace('7', ':'),
                PARENT.replace('b', '`'),
                PARENT.replace("-01", "-0x"),
                PARENT.replace("-01", "_01"),
                PARENT.replace("-" + SPAN_ID, "0" + SPAN_ID),
                PARENT.replace("0af7", "\u0660af7"));

        for (String parent : malformed) {
            Trace started = Trace.of(parent, "a=b");
            assertNotEquals(parent, started.parent());
            assertEquals("", started.state(), parent);
            assertEquals(started, Trace.of(started.parent(), ""));
        }
    }

    @Test
    void leavesOutAStateThatIsNoHeader() {
        assertEquals("", Trace.of(PARENT, "a=\n").state());
        assertEquals("", Trace.of(PARENT, "a".repeat(513)).state());
        assertEquals("a".repeat(512), Trace.of(PARENT, "a".repeat(512)).state());
    }

    @Test
    void hasAnotherSpanInTheSameTrace() {
        Trace child = Trace.of(PARENT, "a=b").child();

        assertTrue(child.parent().startsWith("00-" + TRACE_ID + "-"));
        assertTrue(child.parent().endsWith("-01"));
        assertNotEquals(PARENT, child.parent());
        assertEquals(child, Trace.of(child.parent(), "a=b"));
    }
}
