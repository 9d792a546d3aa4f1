package dev.shippy.embedded;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Servers that all tests of one JVM share: started at first use, stopped when the JVM ends, data thrown away. Tests take
 * fresh ids, {@link EmbeddedPostgresServer#createDatabase()} and {@link MongodServer#newDatabase()}, instead of cleaning up; a test that stops or pauses a
 * server starts its own.
 */
public final class Shared {

    private static @Nullable TemporaryDirectory directory;
    private static @Nullable EmbeddedNats nats;
    private static @Nullable EmbeddedPostgresServer postgres;
    private static @Nullable MongodServer mongo;

    private Shared() {}

    public static synchronized EmbeddedNats nats() {
        if (nats == null) {
            nats = EmbeddedNats.start(folder("nats"));
        }
        return nats;
    }

    public static synchronized EmbeddedPostgresServer postgres() {
        if (postgres == null) {
            postgres = EmbeddedPostgresServer.start(folder("postgres"));
        }
        return postgres;
    }

    /** A server that rejects every query that would scan a collection, so a test with such a query fails. */
    public static synchronized MongodServer mongo() {
        if (mongo == null) {
            mongo = MongodServer.start(folder("mongo"), line -> {}, List.of("--setParameter", "notablescan=true"));
        }
        return mongo;
    }

    /** What is not closed by hand here ends with the JVM: servers by their pipes, then the folder by its own. */
    private static Path folder(String name) {
        if (directory == null) {
            directory = TemporaryDirectory.create();
        }
        return directory.path().resolve(name);
    }
}
