package dev.shippy.cli;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts a thread that writes into a pipe when the reader is gone. A write would fail, but the next one may be
 * hours away, and Java cannot poll a pipe. GNU tail can: it polls its standard output, which is ours, and ends by
 * SIGPIPE. It uses almost no CPU time and ends with this process. Without GNU tail, or if the output is not a pipe,
 * nothing is detected.
 */
public final class ReaderWatch implements AutoCloseable {

    private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");
    private static final Path DEV_NULL = Path.of("/dev/null");
    /** As a shell reports it: 128 plus the signal number. */
    private static final int ENDED_BY_SIGPIPE = 141;

    private static final int FILE_TYPE = 0170000;
    private static final int PIPE = 0010000;

    private final Thread writer = Thread.currentThread();
    private final @Nullable Process poll;
    private volatile boolean gone;

    private ReaderWatch(@Nullable Process poll) {
        this.poll = poll;
    }

    /** Watches the reader of standard output for this thread. */
    static ReaderWatch ofStandardOutput() {
        return isPipe(STANDARD_OUTPUT) ? started(Redirect.INHERIT) : none();
    }

    /** Watches nothing, for results that go elsewhere. */
    static ReaderWatch none() {
        return new ReaderWatch(null);
    }

    static ReaderWatch started(Redirect output) {
        String own = Long.toString(ProcessHandle.current().pid());
        File nothing = DEV_NULL.toFile();
        try {
            Process poll = new ProcessBuilder("tail", "--pid=" + own, "-f", DEV_NULL.toString())
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

    /** Whether the thread was interrupted because the reader is gone. */
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
