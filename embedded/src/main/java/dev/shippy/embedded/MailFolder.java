package dev.shippy.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Stream;

/** Mails as files that mail programs open, for their owner only; the oldest go when there are too many. For one thread. */
final class MailFolder {

    private static final int MOST = 10_000;
    /** A digit before those of the number, which have leading zeros. */
    private static final int FIRST = 1_000_000;

    /** Larger than any of our mails. */
    private static final int TRIAL_BYTES = 256 * 1024;

    private static final String TRIAL = ".room.part";
    private static final String SUFFIX = ".eml";
    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final FileAttribute<?> OWNERS =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path folder;
    private final Clock clock = Clock.systemUTC();
    private final Queue<Path> kept;
    private int count;

    private MailFolder(Path folder, Queue<Path> kept) {
        this.folder = folder;
        this.kept = kept;
    }

    /** Uses a folder, which is made where it is missing. */
    static MailFolder at(Path folder) {
        try {
            Path made = create(folder);
            try (Stream<Path> files = Files.list(made)) {
                // Their names begin with their time.
                return new MailFolder(
                        made,
                        new ArrayDeque<>(files.filter(file -> file.toString().endsWith(SUFFIX))
                                .sorted()
                                .toList()));
            }
        } catch (IOException e) {
            throw new EmbeddedServerException("Mails cannot be kept in " + folder + ": " + e.getMessage(), e);
        }
    }

    Path path() {
        return folder;
    }

    /** Whether a mail could be written now. Recreates a deleted folder. */
    boolean hasRoom() {
        try {
            Path written = Files.write(create(folder).resolve(TRIAL), new byte[TRIAL_BYTES]);
            return Files.deleteIfExists(written);
        } catch (IOException e) {
            deleteQuietly(folder.resolve(TRIAL));
            return false;
        }
    }

    /** Whoever finds the file finds all of it. */
    void keep(byte[] mail) throws IOException {
        String name = TIME.format(clock.instant()) + "-"
                + Integer.toString(FIRST + ++count).substring(1);
        Path unfinished = folder.resolve("." + name + ".part");
        try {
            write(unfinished, mail);
            kept.add(Files.move(unfinished, folder.resolve(name + SUFFIX), StandardCopyOption.ATOMIC_MOVE));
        } catch (IOException e) {
            deleteQuietly(unfinished);
            throw e;
        }
        if (kept.size() > MOST) {
            deleteQuietly(kept.remove());
        }
    }

    private static Path create(Path folder) throws IOException {
        return Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static void write(Path path, byte[] mail) throws IOException {
        try (SeekableByteChannel file = Files.newByteChannel(path, NEW, OWNERS)) {
            ByteBuffer left = ByteBuffer.wrap(mail);
            while (left.hasRemaining()) {
                int unused = file.write(left);
            }
        }
    }

    private static void deleteQuietly(Path path) {
        try {
            boolean unused = Files.deleteIfExists(path);
        } catch (IOException e) {
            // The next attempt overwrites it; otherwise a few bytes stay.
            return;
        }
    }
}
