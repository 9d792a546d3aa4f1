package dev.shippy.cli;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts a thread that writes into a pipe when nobody is left to read it. A write would notice, but one may not come for hours, and
 * Java cannot ask. GNU tail can: it polls its standard output, which is ours, and ends by SIGPIPE. It uses no time meanwhile, and ends
 * with this process. Where there is no such tail, and for what is no pipe, nothing is noticed.
 */
public final class ReaderWatch implements AutoCloseable {

    private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");
    private static final Path NOTHING = Path.of("/dev/null");
    /** As the shell says it: 128 and the signal's number. */
    private static final int ENDED_BY_SIGPIPE = 141;

    private static final int FILE_TYPE = 0170000;
    private static final int PIPE = 0010000;

    private final Thread writer = Thread.currentThread();
    private final @Nullable Process poll;
    private volatile boolean gone;

    private ReaderWatch(@Nullable Process poll) {
        this.poll = poll;
    }

    /** Watches for this thread who reads standard output. */
    static ReaderWatch ofStandardOutput() {
        return isPipe(STANDARD_OUTPUT) ? started(Redirect.INHERIT) : none();
    }

    /** For results that go elsewhere. */
    static ReaderWatch none() {
        return new ReaderWatch(null);
    }

    static ReaderWatch started(Redirect output) {
        String own = Long.toString(ProcessHandle.current().pid());
        File nothing = NOTHING.toFile();
        try {
            Process poll = new ProcessBuilder("tail", "--pid=" + own, "-f", NOTHING.toString())
                    .redirectInput(nothing)
                    .redirectOutput(output)
                    .redirectError(nothing)
                    .start();
            ReaderWatch watch = new ReaderWatch(poll);
            Thread waiting = new Thread(() -> watch.await(poll), "reader");
            waiting.setDaemon(true);
            waiting.start();
            return watch;
        } catch (IOException noTail) {
            return none();
        }
    }

    /** Whether the thread was interrupted because nobody reads any more. */
    public boolean isReaderGone() {
        return gone;
    }

    @Override
    public void close() {
        if (poll != null) {
            poll.destroy();
        }
    }

    private void await(Process ending) {
        try {
            if (ending.waitFor() == ENDED_BY_SIGPIPE) {
                gone = true;
                writer.interrupt();
            }
        } catch (InterruptedException unexpected) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isPipe(Path path) {
        try {
            return Files.readAttributes(path, "unix:mode").get("mode") instanceof Integer mode
                    && (mode & FILE_TYPE) == PIPE;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException notLinux) {
            return false;
        }
    }
}
