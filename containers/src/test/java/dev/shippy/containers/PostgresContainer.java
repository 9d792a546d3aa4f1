package dev.shippy.containers;

import java.io.IOException;
import java.util.UUID;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** PostgreSQL with a user of its own and a new password. */
record PostgresContainer(GenericContainer<?> container, String password) {

    private static final int PORT = 5432;
    private static final String USER = "shippy";

    static PostgresContainer start() {
        String password = UUID.randomUUID().toString();
        // It is ready for its own set-up first, and then for others.
        GenericContainer<?> container = Containers.of(Image.POSTGRES, PORT)
                .withEnv("POSTGRES_USER", USER)
                .withEnv("POSTGRES_PASSWORD", password)
                .withCommand("postgres", "-c", "max_connections=200")
                .waitingFor(Wait.forLogMessage(".*database system is ready to accept connections.*\\s", 2));
        container.start();
        return new PostgresContainer(container, password);
    }

    String createDatabase(String name) {
        try {
            ExecResult created = container.execInContainer("psql", "-U", USER, "-c", "CREATE DATABASE " + name);
            if (created.getExitCode() != 0) {
                throw new IllegalStateException("PostgreSQL did not create a database: " + created.getStderr());
            }
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
        return "postgresql://" + USER + ":" + password + "@127.0.0.1:" + container.getMappedPort(PORT) + "/" + name;
    }
}
