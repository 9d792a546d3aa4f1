package dev.shippy.cli;

import java.util.Locale;
import picocli.CommandLine.Option;

/**
 * Asks for confirmation before an operation that cannot be undone, but only at a terminal: a script that names one
 * object means it. Commands that affect many objects do not use this; without --yes they only report what they would
 * do.
 */
public final class Confirmation {

    @Option(names = "--yes", description = "Do not ask for confirmation.")
    private boolean yes;

    /** Asks unless --yes was given; no answer declines. @throws FailureException if the user declines */
    public void require(Shippy shippy, String question) {
        if (yes) {
            return;
        }
        boolean refused = shippy.host()
                .terminal()
                .answer(question + " [y/N] ")
                .filter(answer -> !answer.strip().toLowerCase(Locale.ROOT).matches("y|yes"))
                .isPresent();
        if (refused) {
            throw new FailureException("Nothing was done");
        }
    }
}
