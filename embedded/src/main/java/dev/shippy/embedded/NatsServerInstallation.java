package dev.shippy.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** nats-server in the user's cache, installed by the first of several ways that works. */
record NatsServerInstallation(Cache cache, List<NatsServerSource> sources, Consumer<String> progress) {

    static NatsServerInstallation ofUser(Consumer<String> progress) {
        return new NatsServerInstallation(Cache.ofUser(), NatsServerSource.all(), progress);
    }

    NatsServerBinary findOrInstall() {
        return cached().orElseGet(this::install);
    }

    private Optional<NatsServerBinary> cached() {
        return sources.stream()
                .map(NatsServerSource::entry)
                .distinct()
                .flatMap(entry -> NatsServerBinary.probe(program(cache.entry(entry))).stream())
                .findFirst();
    }

    private NatsServerBinary install() {
        List<String> failures = new ArrayList<>();
        for (NatsServerSource source : sources) {
            progress.accept("Installing nats-server: " + source.name());
            Path folder = cache.scratch();
            try {
                source.install(folder);
                NatsServerBinary installed = NatsServerBinary.at(program(folder));
                if (!installed.isNewEnough()) {
                    throw new EmbeddedServerException("it is " + installed.version() + ", too old");
                }
                Path entry = cache.publish(folder, source.entry());
                progress.accept("Installed nats-server " + installed.version() + " in " + entry);
                return NatsServerBinary.at(program(entry));
            } catch (EmbeddedServerException e) {
                TemporaryDirectory.delete(folder);
                progress.accept("  not possible here: " + e.getMessage());
                failures.add(source.name() + ": " + e.getMessage());
            }
        }
        throw new EmbeddedServerException("nats-server is neither on PATH nor in " + cache.root()
                + ", and no way to install it worked:\n  " + String.join("\n  ", failures)
                + "\nInstall it by hand, or name one by SHIPPY_NATS_SERVER.");
    }

    private static Path program(Path folder) {
        return folder.resolve("nats-server");
    }
}
