package dev.shippy.embedded;

import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** Starts all servers, prints their process ids and the temporary folder, and never stops them. */
final class RunningSystem {

    private RunningSystem() {}

    public static void main(String[] arguments) {
        TemporaryDirectory temporary = TemporaryDirectory.create();
        EmbeddedNats nats = EmbeddedNats.start(temporary.path().resolve("nats"));
        EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(Path.of(arguments[0]));
        MongodServer mongo = MongodServer.start(temporary.path().resolve("mongo"));
        System.out.println(temporary.path());
        System.out.println(nats.pid());
        System.out.println(postgres.pid());
        System.out.println(mongo.pid());
        // SIGINT and SIGTERM end the JVM while its main thread waits here.
        while (true) {
            LockSupport.park(nats);
        }
    }
}
