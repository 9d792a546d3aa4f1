package dev.shippy.runtime.outbox;

import dev.shippy.contracts.Trace;

/** A trace as one text: its parent and, after a space, its state if it has one. */
public final class StoredTrace {

    private StoredTrace() {}

    public static String write(Trace trace) {
        return trace.state().isEmpty() ? trace.parent() : trace.parent() + " " + trace.state();
    }

    /** A new trace when the text is none. */
    public static Trace read(String text) {
        int end = text.indexOf(' ');
        return end < 0 ? Trace.of(text, "") : Trace.of(text.substring(0, end), text.substring(end + 1));
    }
}
