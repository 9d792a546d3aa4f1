package dev.shippy.containers;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** MongoDB, as compose.yaml runs it: one server, without users. */
record MongoContainer(GenericContainer<?> container) {

    private static final int PORT = 27_017;

    static MongoContainer start() {
        GenericContainer<?> container = Containers.of(Image.MONGO, PORT)
                .withCommand("--bind_ip_all", "--wiredTigerCacheSizeGB", "0.25")
                .waitingFor(Wait.forLogMessage(".*Waiting for connections.*\\s", 1));
        container.start();
        return new MongoContainer(container);
    }

    /** A connection string. */
    String database(String name) {
        return "mongodb://127.0.0.1:" + container.getMappedPort(PORT) + "/" + name;
    }
}
