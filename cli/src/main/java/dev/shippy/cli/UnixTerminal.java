package dev.shippy.cli;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The controlling terminal itself, so that a prompt works also where output or input is a pipe: {@code TOKEN=$(…)}. */
final class UnixTerminal implements Terminal {

    private static final int LONGEST_LINE = 4 * 1024;
    private static final String NO_ANSWER = "";

    private final Path tty;
    private final BooleanSupplier asksPeople;

    UnixTerminal() {
        this(Path.of("/dev/tty"), () -> test("-t 0"));
    }

    /** @param asksPeople whether standard input is a terminal */
    UnixTerminal(Path tty, BooleanSupplier asksPeople) {
        this.tty = tty;
        this.asksPeople = asksPeople;
    }

    @Override
    public Optional<String> secret(String prompt) {
        Thread restore = new Thread(() -> echo(true), "echo");
        try {
            Runtime.getRuntime().addShutdownHook(restore);
            // Before the prompt, so that early input is not echoed either.
            if (!echo(false)) {
                return Optional.empty();
            }
            write(prompt);
            try {
                return read();
            } finally {
                write("\n");
            }
        } catch (IOException nobodyThere) {
            return Optional.empty();
        } finally {
            echo(true);
            Runtime.getRuntime().removeShutdownHook(restore);
        }
    }

    @Override
    public Optional<String> answer(String question) {
        if (!asksPeople.getAsBoolean()) {
            return Optional.empty();
        }
        try {
            write(question);
            return Optional.of(read().orElse(NO_ANSWER));
        } catch (IOException unreadable) {
            return Optional.of(NO_ANSWER);
        }
    }

    @Override
    public boolean keepsOutput() {
        return test("-f /dev/stdout");
    }

    @Override
    public boolean showsErrors() {
        return test("-t 2");
    }

    private static boolean test(String condition) {
        try {
            Process test = new ProcessBuilder("sh", "-c", "test " + condition)
                    .inheritIO()
                    .start();
            return test.waitFor(2, TimeUnit.SECONDS) && test.exitValue() == 0;
        } catch (IOException noShell) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void write(String text) throws IOException {
        Path unused = Files.writeString(tty, text, StandardOpenOption.WRITE);
    }

    private Optional<String> read() throws IOException {
        try (InputStream typed = Files.newInputStream(tty)) {
            return line(typed);
        }
    }

    /** Reads byte by byte: input after the line belongs to the next reader. Empty at the end of the input. */
    private static Optional<String> line(InputStream typed) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = typed.read();
        if (next < 0) {
            return Optional.empty();
        }
        for (; next >= 0 && next != '\n' && line.size() <= LONGEST_LINE; next = typed.read()) {
            line.write(next);
        }
        return Optional.of(Utf8.firstLine(new ByteArrayInputStream(line.toByteArray()), "The input", LONGEST_LINE));
    }

    @CanIgnoreReturnValue
    private boolean echo(boolean shown) {
        try {
            Process stty = new ProcessBuilder("stty", shown ? "echo" : "-echo")
                    .redirectInput(tty.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return stty.waitFor(2, TimeUnit.SECONDS) && stty.exitValue() == 0;
        } catch (IOException noTerminal) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
