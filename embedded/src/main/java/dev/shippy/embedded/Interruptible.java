package dev.shippy.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Programs that SIGINT reaches, wherever they are started from. What runs in the background of a script ignores it, so do
 * its children, and a JVM that was started so never hears of one.
 */
public final class Interruptible {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String IGNORED = "SigIgn:";
    private static final int BIT = 1 << (2 - 1);

    private Interruptible() {}

    /** What goes before the command: nothing, unless this JVM ignores SIGINT. */
    public static List<String> prefix() {
        return isIgnored() ? List.of("env", "--default-signal=INT") : List.of();
    }

    private static boolean isIgnored() {
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(IGNORED))
                    .map(line -> line.substring(IGNORED.length()).strip())
                    .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & BIT) != 0);
        } catch (IOException notLinux) {
            return false;
        }
    }
}
