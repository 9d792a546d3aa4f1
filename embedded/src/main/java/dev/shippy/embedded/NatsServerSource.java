package dev.shippy.embedded;

import java.nio.file.Path;
import java.util.List;

/** A way to install nats-server. */
interface NatsServerSource {

    /** What it does, for people. */
    String name();

    /** The name of its result in the cache. */
    String entry();

    /**
     * Puts the file {@code nats-server} into an empty folder.
     *
     * @throws EmbeddedServerException with the reason, when this way is not open here
     */
    void install(Path folder);

    /** All of them, the best first. */
    static List<NatsServerSource> all() {
        return List.of(new NatsServerRelease(), new NatsServerGoModule(), new NatsServerDebianPackage());
    }
}
