package dev.shippy.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A program that is found or installed.
 *
 * @param name its file's name
 * @param variable the environment variable that may name its file
 * @param isNewEnough whether a program of this name will do
 * @param sources ways to install it, the best first
 */
record ProgramKind(String name, String variable, Predicate<Program> isNewEnough, List<ProgramSource> sources) {

    ProgramKind {
        sources = List.copyOf(sources);
    }

    /** The one that the variable names, else one on PATH, else one in the user's cache, else a new one there. */
    Program find(Consumer<String> progress) {
        String named = System.getenv().getOrDefault(variable, "");
        if (!named.isBlank()) {
            return at(Path.of(named));
        }
        Optional<Program> onPath =
                Executables.find(name).flatMap(Program::probe).filter(isNewEnough);
        return onPath.orElseGet(() -> new Installation(this, Cache.ofUser(), progress).findOrInstall());
    }

    /** The program at a known place. @throws EmbeddedServerException if it is none of this kind */
    Program at(Path path) {
        return Program.probe(path)
                .orElseThrow(() -> new EmbeddedServerException(path + " is not a " + name + " that runs here"));
    }
}
