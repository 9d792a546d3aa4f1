package dev.shippy.containers;

import dev.shippy.embedded.NatsPasswords;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.MountableFile;

/** A nats-server with new passwords and the configuration that compose.yaml gives it. */
public final class NatsContainer implements AutoCloseable {

    private static final int PORT = 4222;
    private static final String CONFIGURATION = "/etc/nats/nats.conf";

    private final GenericContainer<?> container;
    private final NatsPasswords passwords;

    private NatsContainer(GenericContainer<?> container, NatsPasswords passwords) {
        this.container = container;
        this.passwords = passwords;
    }

    public static NatsContainer start() {
        NatsPasswords passwords = NatsPasswords.random();
        GenericContainer<?> container = Containers.of(Image.NATS, PORT)
                .withEnv(passwords.environment())
                .withCopyFileToContainer(
                        MountableFile.forHostPath(Image.PROJECT.resolve("nats").resolve("open.conf")), CONFIGURATION)
                .withCommand("-c", CONFIGURATION, "--name", "shippy")
                .waitingFor(Wait.forLogMessage(".*Server is ready.*\\s", 1));
        container.start();
        return new NatsContainer(container, passwords.at(container.getMappedPort(PORT)));
    }

    /** {@code nats://127.0.0.1:port}, a customer's address. */
    public String url() {
        return "nats://127.0.0.1:" + container.getMappedPort(PORT);
    }

    public NatsPasswords passwords() {
        return passwords;
    }

    /** Removes the container and its data. */
    @Override
    public void close() {
        container.stop();
    }
}
