package dev.shippy.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A program in the user's cache, installed by the first of several ways that works. */
record Installation(ProgramKind kind, Cache cache, Consumer<String> progress) {

    Program findOrInstall() {
        return cached().orElseGet(this::install);
    }

    private Optional<Program> cached() {
        return kind.sources().stream()
                .map(ProgramSource::entry)
                .distinct()
                .flatMap(entry -> Program.probe(program(cache.entry(entry))).stream())
                .findFirst();
    }

    private Program install() {
        List<String> failures = new ArrayList<>();
        for (ProgramSource source : kind.sources()) {
            progress.accept("Installing " + kind.name() + ": " + source.name());
            Path folder = cache.scratch();
            try {
                source.install(folder, progress);
                Program installed = kind.requireNewEnough(Program.at(program(folder)));
                Path entry = cache.publish(folder, source.entry());
                progress.accept("Installed " + kind.name() + " " + installed.version() + " in " + entry);
                return Program.at(program(entry));
            } catch (EmbeddedServerException e) {
                TemporaryDirectory.delete(folder);
                progress.accept("  not possible here: " + e.getMessage());
                failures.add(source.name() + ": " + e.getMessage());
            }
        }
        throw new EmbeddedServerException(kind.name() + " is neither on PATH nor in " + cache.root()
                + ", and no way to install it worked:\n  " + String.join("\n  ", failures)
                + "\n" + kind.advice());
    }

    private Path program(Path folder) {
        return folder.resolve(kind.name());
    }
}
