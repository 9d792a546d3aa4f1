package dev.shippy.containers;

import dev.shippy.embedded.MongoStore;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** MongoDB, as compose.yaml runs it: one server, without users. */
record MongoContainer(GenericContainer<?> container) {

    private static final int PORT = 27_017;

    /** A database of it. */
    private record Database(int port, String name) implements MongoStore {

        @Override
        public String url() {
            return "mongodb://127.0.0.1:" + port + "/" + name;
        }

        @Override
        public void close() {
            // The server is for all.
        }
    }

    static MongoContainer start() {
        GenericContainer<?> container = Containers.of(Image.MONGO, PORT)
                .withCommand("--bind_ip_all", "--wiredTigerCacheSizeGB", "0.25")
                .waitingFor(Wait.forLogMessage(".*Waiting for connections.*\\s", 1));
        container.start();
        return new MongoContainer(container);
    }

    MongoStore database(String name) {
        return new Database(container.getMappedPort(PORT), name);
    }
}
