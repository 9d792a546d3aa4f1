package dev.shippy.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Reports full disks and other problems, each at most once a minute. Thread-safe. */
final class DiskReports {

    private static final Duration QUIET = Duration.ofMinutes(1);
    private static final long MEGABYTE = 1024 * 1024;

    private final Disk disk;
    private final Consumer<String> tell;
    private final Map<String, Long> told = new HashMap<>();

    DiskReports(Disk disk, Consumer<String> tell) {
        this.disk = disk;
        this.tell = tell;
    }

    boolean isFull(Path folder) {
        return usable(folder) < Disk.FULL_BYTES && !disk.isWritable(folder);
    }

    long usable(Path folder) {
        return disk.usable(folder);
    }

    /** Once for all servers on the disk. */
    void full(Path folder) {
        seldom(
                store(folder),
                "The disk with " + folder + " is full (" + megabytes(usable(folder))
                        + " free). Free some space, and everything resumes by itself; acknowledged data is safe");
    }

    void seldom(String sentence) {
        seldom(sentence, sentence);
    }

    private synchronized void seldom(String subject, String sentence) {
        long now = System.nanoTime();
        Long last = told.get(subject);
        if (last == null || now - last > QUIET.toNanos()) {
            told.put(subject, now);
            tell.accept(sentence);
        }
    }

    private static String store(Path folder) {
        try {
            return Files.getFileStore(folder).toString();
        } catch (IOException e) {
            return folder.toString();
        }
    }

    static String megabytes(long bytes) {
        return bytes / MEGABYTE + " MB";
    }
}
