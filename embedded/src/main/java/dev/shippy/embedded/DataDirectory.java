package dev.shippy.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one running system, locked for as long as this object is open and this JVM lives.
 *
 * <p>The lock belongs to the process: the operating system takes it back however the process ends, so that there is no
 * stale one.
 */
public final class DataDirectory implements AutoCloseable {

    private static final String LOCK = "lock";
    /** Of this JVM, by their real paths: closing a second channel to a lock file would give the lock back. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final Path real;
    private final FileChannel channel;

    private DataDirectory(Path path, Path real, FileChannel channel) {
        this.path = path;
        this.real = real;
        this.channel = channel;
    }

    /**
     * Creates the folder where it is missing, readable by its owner only (mode 0700), and locks it.
     *
     * @throws EmbeddedServerException if another system runs in it, or if it cannot be created or written
     */
    public static DataDirectory open(Path directory) {
        Path path = directory.toAbsolutePath().normalize();
        try {
            create(path);
            Path real = path.toRealPath();
            FileChannel channel = HELD.add(real) ? lock(real) : null;
            if (channel != null) {
                return new DataDirectory(path, real, channel);
            }
        } catch (IOException e) {
            throw new EmbeddedServerException("The data folder " + path + " cannot be used: " + reason(e), e);
        }
        throw new EmbeddedServerException("The data folder " + path
                + " is in use by another running system: stop that one first, or choose another folder.");
    }

    /** The lock of a folder in {@link #HELD}; null, and the folder is no longer in there, if another JVM has it. */
    private static @Nullable FileChannel lock(Path real) throws IOException {
        FileChannel channel = null;
        boolean locked = false;
        try {
            channel = FileChannel.open(
                    real.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            locked = channel.tryLock() != null;
            return locked ? channel : null;
        } finally {
            if (!locked) {
                closeQuietly(channel);
                HELD.remove(real);
            }
        }
    }

    /** Whether a running system holds the lock of this folder. A folder that cannot be read counts as unused. */
    public static boolean isInUse(Path directory) {
        try {
            Path real = directory.toRealPath();
            return HELD.contains(real) || isLocked(real);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isLocked(Path real) throws IOException {
        try (FileChannel channel = FileChannel.open(real.resolve(LOCK), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        }
    }

    /** The folder itself, absolute. */
    public Path path() {
        return path;
    }

    /** A folder inside, created where it is missing. */
    public Path subdirectory(String name) {
        return createPrivate(path.resolve(name));
    }

    /**
     * Writes a secret into a file of the folder that only its owner may read (mode 0600). Whoever reads it meanwhile sees
     * the old content or the new, whole.
     */
    public Path writeSecret(String name, String content) {
        Path file = path.resolve(name);
        writeSecret(file, content);
        return file;
    }

    /**
     * What {@link #writeSecret(String, String)} wrote last; empty if it never did.
     *
     * @throws EmbeddedServerException if the file cannot be read or is not UTF-8
     */
    public Optional<String> readSecret(String name) {
        return readIfPresent(path.resolve(name));
    }

    /** Deletes a file of the folder, if it is there. */
    public void delete(String name) {
        Path file = path.resolve(name);
        try {
            boolean unused = Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new EmbeddedServerException(file + " cannot be deleted: " + reason(e), e);
        }
    }

    /** Gives the lock back; the folder stays. */
    @Override
    public void close() {
        closeQuietly(channel);
        HELD.remove(real);
    }

    static Path createPrivate(Path directory) {
        try {
            create(directory);
            return directory;
        } catch (IOException e) {
            throw new EmbeddedServerException("The folder " + directory + " cannot be created: " + reason(e), e);
        }
    }

    static void writeSecret(Path file, String content) {
        try {
            Path next = Files.createTempFile(
                    file.toAbsolutePath().getParent(),
                    "." + file.getFileName(),
                    null,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                Path written = Files.writeString(next, content, StandardCharsets.UTF_8);
                moveOver(written, file);
            } finally {
                boolean unused = Files.deleteIfExists(next);
            }
        } catch (IOException e) {
            throw new EmbeddedServerException(file + " cannot be written: " + reason(e), e);
        }
    }

    static Optional<String> readIfPresent(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (CharacterCodingException e) {
            throw new EmbeddedServerException(file + " cannot be read: it is not UTF-8 text", e);
        } catch (IOException e) {
            throw new EmbeddedServerException(file + " cannot be read: " + reason(e), e);
        }
    }

    private static void moveOver(Path from, Path to) throws IOException {
        try {
            Path unused = Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Path unused = Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void create(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path unused = Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** The message of most of these exceptions is a file name alone. */
    private static String reason(IOException e) {
        return e.getClass().getSimpleName().replace("Exception", "") + " " + e.getMessage();
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            // The lock is gone with the process at the latest.
            return;
        }
    }
}
