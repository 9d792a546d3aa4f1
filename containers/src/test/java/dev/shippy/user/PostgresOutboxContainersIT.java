package dev.shippy.user;

import dev.shippy.containers.Containers;
import dev.shippy.containers.Image;
import dev.shippy.containers.NeedsContainers;

@NeedsContainers(Image.POSTGRES)
class PostgresOutboxContainersIT extends PostgresOutboxIT {

    private final String server = Containers.postgres();

    @Override
    String server() {
        return server;
    }
}
