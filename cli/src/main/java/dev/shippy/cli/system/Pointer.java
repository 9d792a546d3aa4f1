package dev.shippy.cli.system;

import dev.shippy.cli.FailureException;
import dev.shippy.cli.StateDirectory;
import dev.shippy.embedded.DataDirectory;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Tells other commands in which folder a system runs. A convenience: the system runs without it. */
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
     * Points to the folder, unless another system is pointed to that runs.
     *
     * @param address to be used with {@code --server} where there is no pointer
     * @param announce what is printed first, whatever happens to the pointer
     */
    static Pointer to(StateDirectory state, Path folder, String address, Runnable announce, Consumer<String> note) {
        Optional<String> problem = write(state, folder);
        announce.run();
        problem.ifPresent(
                sentence -> note.accept(sentence + ". To reach this system, commands need --server " + address));
        return new Pointer(state, folder, note);
    }

    /** Takes back a pointer of one's own. */
    void remove() {
        try {
            state.forgetRunningSystem(folder);
        } catch (FailureException stays) {
            note.accept(String.valueOf(stays.getMessage()));
        }
    }

    private static Optional<String> write(StateDirectory state, Path folder) {
        try {
            Optional<Path> other =
                    state.runningSystem().filter(noted -> !noted.equals(folder)).filter(DataDirectory::isInUse);
            if (other.isPresent()) {
                return Optional.of("Another `shippy up` runs with the folder " + other.get()
                        + ", and commands without --server go on to use that one");
            }
            state.noteRunningSystem(folder);
            return Optional.empty();
        } catch (FailureException unwritable) {
            return Optional.of(String.valueOf(unwritable.getMessage()));
        }
    }
}
