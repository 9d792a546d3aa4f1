package dev.shippy.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The output of a server, appended to a file that is emptied whenever it has grown beyond its bound. */
record LogFile(Path path) {

    /** Size that a log file reaches before it is emptied, bytes. */
    static final long BOUND = 4 * 1024 * 1024;

    private static final int TAIL_BYTES = 8 * 1024;
    private static final int TAIL_LINES = 12;
    private static final Set<LogFile> OPEN = ConcurrentHashMap.newKeySet();

    static {
        ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "embedded-logs");
            thread.setDaemon(true);
            return thread;
        });
        var unused = keeper.scheduleWithFixedDelay(() -> OPEN.forEach(LogFile::cut), 1, 1, TimeUnit.SECONDS);
    }

    LogFile {
        path = path.toAbsolutePath();
    }

    /** Keeps the file within its bound until {@link #close()}. */
    void open() {
        OPEN.add(this);
        cut();
    }

    void close() {
        OPEN.remove(this);
    }

    long size() {
        try {
            return Files.size(path);
        } catch (IOException e) {
            return 0;
        }
    }

    /** The last lines written after {@code offset}, or a remark that there are none. */
    String lastLinesAfter(long offset) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long start = Math.max(offset, channel.size() - TAIL_BYTES);
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.max(0, channel.size() - start));
            int read = channel.read(bytes, start);
            List<String> lines = new String(bytes.array(), 0, Math.max(0, read), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            if (lines.isEmpty()) {
                return "It wrote no log.";
            }
            return "Its last log lines:\n  "
                    + String.join("\n  ", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "Its log cannot be read: " + e.getMessage();
        }
    }

    /** The writer appends, so that it goes on at the start of the emptied file. */
    private void cut() {
        if (size() <= BOUND) {
            return;
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            FileChannel unused = channel.truncate(0);
        } catch (IOException e) {
            // Tried again a second later.
            return;
        }
    }
}
