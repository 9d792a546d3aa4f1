package dev.shippy.embedded;

import java.nio.file.Path;
import java.util.function.Consumer;

/** A store that speaks MongoDB's protocol on 127.0.0.1. */
public interface MongoStore extends AutoCloseable {

    /** {@code mongodb://127.0.0.1:port/shippy}. */
    default String url() {
        return "mongodb://127.0.0.1:" + port() + "/shippy";
    }

    int port();

    /** Stops the store; the data stay. */
    @Override
    void close();

    /**
     * Starts the store of a data folder: a real MongoDB when {@code mongod} is on PATH, else the embedded one. A folder that
     * the other kind has written is refused: the data would seem to be gone.
     *
     * @param directory created where it is missing; belongs to this store alone
     * @param progress hears, on the calling thread, which one it is
     * @throws EmbeddedServerException if it does not start; nothing is left running
     */
    static MongoStore forData(Path directory, Consumer<String> progress) {
        return new MongoChoice(Executables.find("mongod")).start(directory, progress);
    }
}
