package dev.shippy.cli;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The controlling terminal itself, so that a prompt works also where output or input is a pipe: {@code TOKEN=$(…)}. */
final class UnixTerminal implements Terminal {

    private static final Path TTY = Path.of("/dev/tty");

    @Override
    public Optional<String> secret(String prompt) {
        Thread restore = new Thread(() -> echo(true), "echo");
        try {
            write(prompt);
            Runtime.getRuntime().addShutdownHook(restore);
            if (!echo(false)) {
                return Optional.empty();
            }
            Optional<String> line = read();
            write("\n");
            return line;
        } catch (IOException nobodyThere) {
            return Optional.empty();
        } finally {
            echo(true);
            Runtime.getRuntime().removeShutdownHook(restore);
        }
    }

    @Override
    public boolean showsOutput() {
        return isTerminal(1);
    }

    @Override
    public boolean showsErrors() {
        return isTerminal(2);
    }

    private static boolean isTerminal(int descriptor) {
        try {
            Process test = new ProcessBuilder("sh", "-c", "test -t " + descriptor)
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

    private static void write(String text) throws IOException {
        Path unused = Files.writeString(TTY, text, StandardOpenOption.WRITE);
    }

    private static Optional<String> read() throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(TTY, StandardCharsets.UTF_8)) {
            return Optional.ofNullable(reader.readLine());
        }
    }

    @CanIgnoreReturnValue
    private static boolean echo(boolean shown) {
        try {
            Process stty = new ProcessBuilder("stty", shown ? "echo" : "-echo")
                    .redirectInput(new File(TTY.toString()))
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
