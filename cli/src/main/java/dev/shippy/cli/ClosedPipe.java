package dev.shippy.cli;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Nobody is left at the other end of a pipe, as after `| head`: the command ends, and has nothing to complain about. */
public final class ClosedPipe {

    /** As the operating system says it. */
    private static final String SENTENCE = "Broken pipe";

    private ClosedPipe() {}

    public static IOException exception() {
        return new IOException(SENTENCE);
    }

    static boolean isCauseOf(Exception failure) {
        return failure instanceof UncheckedIOException
                && failure.getCause() instanceof IOException cause
                && SENTENCE.equals(cause.getMessage());
    }
}
