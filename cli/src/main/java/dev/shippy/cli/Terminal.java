package dev.shippy.cli;

import java.util.Optional;

/** Asks the person at the terminal. */
@FunctionalInterface
public interface Terminal {

    /** A line that is typed without being shown; nothing when nobody sits there. */
    Optional<String> secret(String prompt);

    /** Whether somebody watches what is written to standard output. */
    default boolean showsOutput() {
        return false;
    }

    /** Whether somebody watches what is written to standard error. */
    default boolean showsErrors() {
        return false;
    }
}
