package dev.shippy.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A program that is found or installed.
 *
 * @param name its file's name
 * @param variable the environment variable that may name its file
 * @param oldest the oldest supported version
 * @param sources ways to install it, the best first
 * @param advice tells the user what to do when all sources fail
 */
record ProgramKind(String name, String variable, Version oldest, List<ProgramSource> sources, String advice) {

    /** Three numbers, compared from the left. */
    record Version(int major, int minor, int patch) {

        @Override
        public String toString() {
            return major + "." + minor + "." + patch;
        }
    }

    ProgramKind {
        sources = List.copyOf(sources);
    }

    /** The one that the variable names, else one on PATH, else one in the user's cache, else a new one there. */
    Program find(Consumer<String> progress) {
        String named = System.getenv().getOrDefault(variable, "");
        if (!named.isBlank()) {
            return Program.at(Path.of(named));
        }
        return onPath(progress).orElseGet(() -> new Installation(this, Cache.ofUser(), progress).findOrInstall());
    }

    private Optional<Program> onPath(Consumer<String> progress) {
        try {
            return Executables.find(name).map(path -> requireNewEnough(Program.at(path)));
        } catch (EmbeddedServerException unusable) {
            progress.accept("Ignoring the " + name + " on PATH: " + unusable.getMessage());
            return Optional.empty();
        }
    }

    /** @throws EmbeddedServerException if it is older than the oldest supported version */
    Program requireNewEnough(Program program) {
        if (!program.isAtLeast(oldest.major(), oldest.minor(), oldest.patch())) {
            throw new EmbeddedServerException(
                    program.path() + " is version " + program.version() + ", but at least " + oldest + " is required");
        }
        return program;
    }
}
