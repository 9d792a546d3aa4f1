package dev.shippy.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Which kind of store a data folder gets: the kind that wrote it, else a real MongoDB where there is one. */
record MongoChoice(Optional<Path> mongod) {

    MongoStore start(Path directory, Consumer<String> progress) {
        Path folder = DataDirectory.createPrivate(directory.toAbsolutePath());
        Path embedded = folder.resolve("store.mv");
        Path real = folder.resolve("mongod");
        if (Files.exists(embedded)) {
            progress.accept("Using the embedded MongoDB-compatible store in " + embedded);
            return EmbeddedMongo.persistent(embedded);
        }
        if (mongod.isPresent()) {
            progress.accept("Using MongoDB, " + mongod.get());
            return MongodServer.start(mongod.get(), real);
        }
        if (Files.exists(real)) {
            throw new EmbeddedServerException(
                    "The data in " + real + " were written by MongoDB, but mongod is not on PATH any more.");
        }
        progress.accept("Using the embedded MongoDB-compatible store (mongod is not on PATH)");
        return EmbeddedMongo.persistent(embedded);
    }
}
