package dev.shippy.cli.system;

import dev.shippy.cli.FailureException;
import dev.shippy.cli.StateDirectory;
import dev.shippy.embedded.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Points other commands to the folder of the running system. The system also runs without it. */
final class Pointer {

    private final StateDirectory state;
    private final Path folder;
    private final Consumer<String> note;

    private Pointer(StateDirectory state, Path folder, Consumer<String> note) {
        this.state = state;
        this.folder = folder;
        this.note = note;
    }

    /**
     * Points to the folder, unless the pointer already names another running system.
     *
     * @param address for {@code --server} if there is no pointer
     * @param announce prints the announcement first, with or without a pointer
     */
    static Pointer to(StateDirectory state, Path folder, String address, Runnable announce, Consumer<String> note) {
        Optional<String> problem = write(state, folder);
        announce.run();
        problem.ifPresent(sentence -> note.accept(sentence + ". To reach this system, use --server " + address));
        return new Pointer(state, folder, note);
    }

    /** Removes this system's own pointer. */
    void remove() {
        try {
            state.forgetRunningSystem(folder);
        } catch (FailureException stays) {
            note.accept(String.valueOf(stays.getMessage()));
        }
    }

    private static Optional<String> write(StateDirectory state, Path folder) {
        try {
            Optional<Path> other = state.runningSystem()
                    .filter(noted -> !isSame(noted, folder))
                    .filter(DataDirectory::isInUse);
            if (other.isPresent()) {
                return Optional.of("Another `shippy up` runs in the folder " + other.get()
                        + ", and commands without --server still use that one");
            }
            state.noteRunningSystem(folder);
            return Optional.empty();
        } catch (FailureException unwritable) {
            return Optional.of(String.valueOf(unwritable.getMessage()));
        }
    }

    /** Also by another path, such as one with a symbolic link. */
    private static boolean isSame(Path noted, Path folder) {
        try {
            return Files.isSameFile(noted, folder);
        } catch (IOException missing) {
            return noted.equals(folder);
        }
    }
}
