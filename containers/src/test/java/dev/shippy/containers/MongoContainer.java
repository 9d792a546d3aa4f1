package dev.shippy.containers;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.shippy.embedded.Passwords;
import org.bson.Document;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** MongoDB as in compose.yaml: one server that requires a login, with a new administrator password. */
record MongoContainer(GenericContainer<?> container, String password) {

    private static final int PORT = 27_017;
    private static final String USER = "root";

    static MongoContainer start() {
        String password = Passwords.random();
        GenericContainer<?> container = Containers.of(Image.MONGO, PORT)
                .withEnv("MONGO_INITDB_ROOT_USERNAME", USER)
                .withEnv("MONGO_INITDB_ROOT_PASSWORD", password)
                .withCommand("--bind_ip_all", "--wiredTigerCacheSizeGB", "0.25")
                .waitingFor(Wait.forLogMessage(".*Waiting for connections.*\\s", 1));
        container.start();
        MongoContainer started = new MongoContainer(container, password);
        started.awaitLogin();
        return started;
    }

    /**
     * Logs in, because the log line is not enough: the temporary server that creates the administrator writes it too,
     * and listens only inside the container.
     */
    private void awaitLogin() {
        try (MongoClient client = MongoClients.create(database("admin"))) {
            Document unused = client.getDatabase("admin").runCommand(new Document("ping", 1));
        }
    }

    /** The administrator's connection string. */
    String database(String name) {
        return "mongodb://" + USER + ":" + password + "@127.0.0.1:" + container.getMappedPort(PORT) + "/" + name
                + "?authSource=admin";
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "MongoContainer[" + container.getDockerImageName() + "]";
    }
}
