package dev.shippy.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** The user's state directory: one login for each server, and the folder of the system that runs. For its owner alone. */
public record StateDirectory(Path path) {

    private static final String UP = "up";
    private static final long LARGEST = 64 * 1024;

    /** The token that `user login` stored for a server. */
    public Optional<String> token(String server) {
        return read(tokenFile(server));
    }

    public void keepToken(String server, String token) {
        write(tokenFile(server), token);
    }

    /** The data folder that `shippy up` noted. */
    public Optional<Path> runningSystem() {
        return read(path.resolve(UP)).map(Path::of);
    }

    public void noteRunningSystem(Path folder) {
        write(path.resolve(UP), folder.toString());
    }

    /** Forgets the folder, unless another system has been noted since. */
    public void forgetRunningSystem(Path folder) {
        if (runningSystem().filter(folder::equals).isEmpty()) {
            return;
        }
        try {
            Files.deleteIfExists(path.resolve(UP));
        } catch (IOException stays) {
            throw failure(path.resolve(UP), stays);
        }
    }

    static Optional<String> read(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                return Optional.empty();
            }
            return Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty());
        } catch (IOException unreadable) {
            throw failure(file, unreadable);
        }
    }

    private Path tokenFile(String server) {
        String address = ServerAddress.shown(server).replaceFirst("^[a-z]+://", "");
        return path.resolve("tokens").resolve(address.replaceAll("[^A-Za-z0-9.-]", "_"));
    }

    /** Whoever reads meanwhile sees the old content or the new one. */
    private static void write(Path file, String content) {
        try {
            Path directory = file.toAbsolutePath().getParent();
            var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            Files.createDirectories(directory, owner);
            // A temporary file has mode 0600.
            Path next = Files.createTempFile(directory, ".new", "");
            Files.writeString(next, content + "\n");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw failure(file, unwritable);
        }
    }

    private static FailureException failure(Path file, IOException cause) {
        String reason =
                cause instanceof AccessDeniedException ? "access is denied" : String.valueOf(cause.getMessage());
        return new FailureException("The file " + file + " cannot be used: " + reason, cause);
    }
}
