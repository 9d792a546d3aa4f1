package dev.shippy.cli;

import java.util.Locale;
import picocli.CommandLine.Option;

/**
 * Asks before what cannot be undone. Only a person at a terminal is asked: a script that names one thing means it. Commands about many
 * things at once do not use this; without --yes they only say what they would do.
 */
public final class Confirmation {

    @Option(names = "--yes", description = "Do it without asking.")
    private boolean yes;

    /** Asks unless --yes was given. @throws FailureException when a person does not want it */
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
