package dev.shippy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The user's state directory: one login for each server, and the folder of the system that runs. For its owner alone.
 *
 * @param folder empty if the user has no home; then nothing is stored
 */
public record StateDirectory(Optional<Path> folder) {

    private static final String UP = "up";
    private static final int LARGEST = 64 * 1024;

    public StateDirectory(Path folder) {
        this(Optional.of(folder));
    }

    static StateDirectory none() {
        return new StateDirectory(Optional.empty());
    }

    /** The token that `user login` stored for a server. */
    public Optional<String> token(String server) {
        return tokenFile(ServerAddress.key(server))
                .flatMap(StateDirectory::read)
                // Earlier releases named the file after the address as typed.
                .or(() -> tokenFile(ServerAddress.withoutScheme(server)).flatMap(StateDirectory::read));
    }

    /** Keeps a login. @throws FailureException if it cannot be kept */
    public void keepToken(String server, String token) {
        write(tokenFile(ServerAddress.key(server)), token);
    }

    /** The data folder that `shippy up` noted. */
    public Optional<Path> runningSystem() {
        return file(UP).flatMap(StateDirectory::read).map(FileName::path);
    }

    /** Notes where a system runs. @throws FailureException if it cannot be noted */
    public void noteRunningSystem(Path running) {
        write(file(UP), running.toString());
    }

    /** Forgets the folder, unless another system has been noted since. */
    public void forgetRunningSystem(Path running) {
        if (runningSystem().filter(running::equals).isEmpty()) {
            return;
        }
        Path note = file(UP).orElseThrow();
        try {
            Files.deleteIfExists(note);
        } catch (IOException stays) {
            throw failure(note, stays);
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

    private Optional<Path> file(String name) {
        return folder.map(path -> path.resolve(name));
    }

    private Optional<Path> tokenFile(String address) {
        return file("tokens").map(tokens -> tokens.resolve(address.replaceAll("[^A-Za-z0-9.-]", "_")));
    }

    /** Whoever reads meanwhile sees the old content or the new one. */
    private static void write(Optional<Path> kept, String content) {
        Path file = kept.orElseThrow(() -> new FailureException("There is no home folder: set HOME or XDG_STATE_HOME"));
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
        return new FailureException("The file " + file + " cannot be used: " + Reason.of(cause), cause);
    }
}
