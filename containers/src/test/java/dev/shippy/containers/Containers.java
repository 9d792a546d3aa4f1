package dev.shippy.containers;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Servers in containers that all suites of one JVM share: started at first use, removed with their volumes when the JVM
 * ends. Each suite takes a database of its own. For classes with {@link NeedsContainers}.
 */
public final class Containers {

    private static @Nullable MongoContainer mongo;
    private static @Nullable PostgresContainer postgres;

    private Containers() {}

    /** The connection string of an empty database in MongoDB. */
    public static synchronized String mongo() {
        if (mongo == null) {
            mongo = MongoContainer.start();
        }
        return mongo.database(freshName());
    }

    /** The address of an empty database in PostgreSQL: {@code postgresql://user:password@127.0.0.1:port/name}. */
    public static synchronized String postgres() {
        if (postgres == null) {
            postgres = PostgresContainer.start();
        }
        return postgres.createDatabase(freshName());
    }

    private static String freshName() {
        return "test_" + UUID.randomUUID().toString().replace("-", "");
    }

    /** A container of an image that is there. Its port is published on 127.0.0.1 only, under a free number. */
    static GenericContainer<?> of(Image image, int port) {
        return new GenericContainer<>(DockerImageName.parse(image.tag()))
                .withImagePullPolicy(never -> false)
                .withExposedPorts(port)
                .withCreateContainerCmdModifier(
                        command -> command.getHostConfig().withPortBindings(onLoopback(ExposedPort.tcp(port))))
                .withStartupTimeout(Duration.ofSeconds(60));
    }

    private static PortBinding onLoopback(ExposedPort port) {
        return new PortBinding(Ports.Binding.bindIp("127.0.0.1"), port);
    }
}
