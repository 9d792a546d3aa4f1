package dev.shippy.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A nats-server program.
 *
 * @param path where it is, absolute
 * @param major first number of its version
 * @param minor second number of its version
 * @param patch third number of its version
 */
public record NatsServerBinary(Path path, int major, int minor, int patch) {

    /** The version that is installed where none is found. */
    public static final String PINNED = "2.14.2";

    private static final Duration BUSY_LIMIT = Duration.ofSeconds(2);
    /** ETXTBSY, which Java tells in the exception's text only. */
    private static final int TEXT_FILE_BUSY = 26;

    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.(\\d+)\\.(\\d+)");

    /**
     * Finds nats-server: the file that the environment variable {@code SHIPPY_NATS_SERVER} names, else 2.9.10 or newer on
     * PATH, else in the user's cache, else installs it there.
     *
     * @param progress hears, on the calling thread, a line for each step that takes long
     * @throws EmbeddedServerException naming every way that was tried, when all of them fail
     */
    public static NatsServerBinary find(Consumer<String> progress) {
        String named = System.getenv().getOrDefault("SHIPPY_NATS_SERVER", "");
        if (!named.isBlank()) {
            return at(Path.of(named));
        }
        Optional<NatsServerBinary> onPath =
                Executables.find("nats-server").flatMap(NatsServerBinary::probe).filter(NatsServerBinary::isNewEnough);
        return onPath.orElseGet(() -> NatsServerInstallation.ofUser(progress).findOrInstall());
    }

    /**
     * A program at a known place.
     *
     * @throws EmbeddedServerException if that is no nats-server
     */
    public static NatsServerBinary at(Path path) {
        return probe(path)
                .orElseThrow(() -> new EmbeddedServerException(path + " is not a nats-server that runs here"));
    }

    /** Such as {@code 2.14.2}. */
    public String version() {
        return major + "." + minor + "." + patch;
    }

    /** Whether it can write every acknowledged message through to the disk. */
    public boolean syncsAlways() {
        return isAtLeast(2, 10, 0);
    }

    boolean isNewEnough() {
        return isAtLeast(2, 9, 10);
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

    static Optional<NatsServerBinary> probe(Path path) {
        if (!Files.isExecutable(path)) {
            return Optional.empty();
        }
        try {
            Process process = start(path);
            process.getOutputStream().close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            Matcher matcher =
                    VERSION.matcher(new String(process.getInputStream().readNBytes(4096), StandardCharsets.UTF_8));
            if (process.exitValue() != 0 || !matcher.find()) {
                return Optional.empty();
            }
            return Optional.of(new NatsServerBinary(
                    path.toAbsolutePath(),
                    Integer.parseInt(matcher.group(1)),
                    Integer.parseInt(matcher.group(2)),
                    Integer.parseInt(matcher.group(3))));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private boolean isAtLeast(int wantedMajor, int wantedMinor, int wantedPatch) {
        if (major != wantedMajor) {
            return major > wantedMajor;
        }
        if (minor != wantedMinor) {
            return minor > wantedMinor;
        }
        return patch >= wantedPatch;
    }
}
