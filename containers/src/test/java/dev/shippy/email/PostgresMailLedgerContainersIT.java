package dev.shippy.email;

import dev.shippy.containers.Containers;
import dev.shippy.containers.Image;
import dev.shippy.containers.NeedsContainers;

@NeedsContainers(Image.POSTGRES)
class PostgresMailLedgerContainersIT extends PostgresMailLedgerIT {

    private final String server = Containers.postgres();

    @Override
    String server() {
        return server;
    }
}
