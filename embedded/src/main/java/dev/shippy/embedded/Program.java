package dev.shippy.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that tells its version.
 *
 * @param path where it is, absolute
 * @param major first number of its version
 * @param minor second number of its version
 * @param patch third number of its version
 */
record Program(Path path, int major, int minor, int patch) {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration BUSY_LIMIT = Duration.ofSeconds(2);
    /** ETXTBSY, which Java tells in the exception's text only. */
    private static final int TEXT_FILE_BUSY = 26;

    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.(\\d+)\\.(\\d+)");

    /** The program at a path; empty if it does not print a version within 10 s. */
    static Optional<Program> probe(Path path) {
        try {
            return Files.isExecutable(path) ? Optional.of(at(path)) : Optional.empty();
        } catch (EmbeddedServerException doesNotRun) {
            return Optional.empty();
        }
    }

    /** The program at a path. @throws EmbeddedServerException with the reason if it does not run on this machine */
    static Program at(Path path) {
        try {
            Process process = start(path);
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new EmbeddedServerException(
                        path + " does not print its version within " + LIMIT.toSeconds() + " s");
            }
            String output = new String(process.getInputStream().readNBytes(4096), StandardCharsets.UTF_8);
            return read(path, output, process.exitValue());
        } catch (IOException e) {
            throw new EmbeddedServerException(path + " does not run here: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("interrupted", e);
        }
    }

    private static Program read(Path path, String output, int exitCode) {
        Matcher matcher = VERSION.matcher(output);
        if (exitCode == 0 && matcher.find()) {
            return new Program(
                    path.toAbsolutePath(),
                    Integer.parseInt(matcher.group(1)),
                    Integer.parseInt(matcher.group(2)),
                    Integer.parseInt(matcher.group(3)));
        }
        throw new EmbeddedServerException(path + " does not run here: " + reason(path, output, exitCode));
    }

    /** The dynamic linker names the missing library in the first line. */
    private static String reason(Path path, String output, int exitCode) {
        if (new ServerEnd(exitCode).isIllegalInstruction()) {
            return ServerEnd.LACKS_INSTRUCTIONS;
        }
        return output.lines()
                .map(line -> line.replace(path + ": ", "").strip())
                .filter(line -> !line.isEmpty())
                .findFirst()
                .map(line -> exitCode == 0 ? "it prints \"" + line + "\" instead of a version" : line)
                .orElse("it exits with code " + exitCode + " and prints nothing");
    }

    /** Such as {@code 2.14.2}. */
    String version() {
        return major + "." + minor + "." + patch;
    }

    boolean isAtLeast(int wantedMajor, int wantedMinor, int wantedPatch) {
        if (major != wantedMajor) {
            return major > wantedMajor;
        }
        if (minor != wantedMinor) {
            return minor > wantedMinor;
        }
        return patch >= wantedPatch;
    }

    /**
     * A program that was written a moment ago is "busy" while a child that another thread is starting still has the file open
     * for writing, that is, until that child's own program runs.
     */
    private static Process start(Path path) throws IOException {
        long deadline = System.nanoTime() + BUSY_LIMIT.toNanos();
        while (true) {
            try {
                return new ProcessBuilder(path.toString(), "--version")
                        .redirectErrorStream(true)
                        .start();
            } catch (IOException failed) {
                boolean busy = String.valueOf(failed.getMessage()).contains("error=" + TEXT_FILE_BUSY);
                if (!busy || System.nanoTime() > deadline) {
                    throw failed;
                }
                Pause.briefly();
            }
        }
    }
}
