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
            Path made = Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
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

    /** Whoever finds the file finds all of it. */
    void keep(byte[] mail) throws IOException {
        String name = TIME.format(clock.instant()) + "-"
                + Integer.toString(FIRST + ++count).substring(1);
        Path unfinished = folder.resolve("." + name + ".part");
        try (SeekableByteChannel file = Files.newByteChannel(unfinished, NEW, OWNERS)) {
            ByteBuffer left = ByteBuffer.wrap(mail);
            while (left.hasRemaining()) {
                int unused = file.write(left);
            }
        }
        kept.add(Files.move(unfinished, folder.resolve(name + SUFFIX), StandardCopyOption.ATOMIC_MOVE));
        if (kept.size() > MOST) {
            boolean unused = Files.deleteIfExists(kept.remove());
        }
    }
}
