package dev.shippy.cli;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** How far long work has come: one line on standard error that is written over, and only where a person watches. */
public final class Progress implements AutoCloseable {

    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final String ERASE = "\r\u001b[K";

    private final PrintWriter errors;
    private final boolean watched;
    private long nextNanos = System.nanoTime() + EVERY_NANOS;
    private boolean shown;

    Progress(PrintWriter errors, boolean watched) {
        this.errors = errors;
        this.watched = watched;
    }

    /** To be told often: the line is written when it is time for it. */
    public void tell(Supplier<String> line) {
        if (watched && System.nanoTime() - nextNanos >= 0) {
            nextNanos = System.nanoTime() + EVERY_NANOS;
            shown = true;
            errors.print(ERASE + line.get());
            errors.flush();
        }
    }

    /** Leaves nothing of it, for other lines. */
    public void erase() {
        if (shown) {
            errors.print(ERASE);
            errors.flush();
            shown = false;
        }
    }

    @Override
    public void close() {
        erase();
    }
}
