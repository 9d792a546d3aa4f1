package dev.shippy.cli;

import java.util.Optional;

/** Asks the person at the terminal. */
@FunctionalInterface
public interface Terminal {

    /** A line that is typed without being shown; nothing when nobody sits there. */
    Optional<String> secret(String prompt);

    /**
     * Asks a question and returns the typed line, which is an empty text if there is none to read, as after Ctrl-D;
     * nothing if standard input is not a terminal.
     */
    default Optional<String> answer(String question) {
        return Optional.empty();
    }

    /** Whether standard output is a file. */
    default boolean keepsOutput() {
        return false;
    }

    /** Whether somebody watches what is written to standard error. */
    default boolean showsErrors() {
        return false;
    }
}
