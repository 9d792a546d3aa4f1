package dev.shippy.cli.user;

import dev.shippy.cli.Reason;
import dev.shippy.cli.Shippy;
import dev.shippy.cli.UsageException;
import dev.shippy.cli.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a password comes from: a prompt, unless an option says otherwise. */
final class PasswordOptions {

    /** More than any password that is accepted. */
    private static final int LONGEST_LINE = 4 * 1024;

    private static final String WARNING = "Others on this machine can see a password on the command line;"
            + " prefer the prompt or --password-stdin.";

    @Option(names = "--password-stdin", description = "Read the password from standard input.")
    private boolean fromInput;

    @Option(
            names = "--password",
            paramLabel = "PASSWORD",
            description = "The password; others on this machine can see it.")
    private @Nullable String given;

    /** A password that exists. */
    String known(Shippy shippy) {
        return given(shippy).orElseGet(() -> ask(shippy, "Password: "));
    }

    /** A password to be set, which nobody can see while it is typed: asked for twice. */
    String chosen(Shippy shippy) {
        Optional<String> password = given(shippy);
        if (password.isPresent()) {
            return password.get();
        }
        String first = ask(shippy, "New password: ");
        if (!first.equals(ask(shippy, "Once more: "))) {
            throw new UsageException("The two passwords differ");
        }
        return first;
    }

    private Optional<String> given(Shippy shippy) {
        if (given != null && fromInput) {
            throw new UsageException("Use either --password or --password-stdin");
        }
        if (given != null) {
            shippy.note(WARNING);
            return Optional.of(given);
        }
        return fromInput ? Optional.of(firstLine(shippy.host().input())) : Optional.empty();
    }

    private static String ask(Shippy shippy, String prompt) {
        return shippy.host()
                .terminal()
                .secret(prompt)
                .orElseThrow(
                        () -> new UsageException("There is no terminal to ask for the password: use --password-stdin"));
    }

    private static String firstLine(InputStream input) {
        try {
            String line = Utf8.firstLine(input, "The password", LONGEST_LINE);
            if (line.isEmpty()) {
                throw new UsageException("Standard input holds no password");
            }
            return line;
        } catch (IOException unreadable) {
            throw new UsageException("Standard input cannot be read: " + Reason.of(unreadable));
        }
    }
}
