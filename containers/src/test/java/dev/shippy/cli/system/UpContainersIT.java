package dev.shippy.cli.system;

import dev.shippy.containers.Containers;
import dev.shippy.containers.Image;
import dev.shippy.containers.NatsContainer;
import dev.shippy.containers.NeedsContainers;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** The whole system, with the servers that its variables name. */
@NeedsContainers({Image.NATS, Image.POSTGRES, Image.MONGO})
class UpContainersIT extends UpSuite {

    private final NatsContainer nats = NatsContainer.start();
    private final Map<String, String> servers = new HashMap<>(nats.passwords().environment());

    UpContainersIT() {
        servers.put("NATS_URL", nats.url());
        servers.put("PG_URL", Containers.postgres());
        servers.put("MONGO_URL", Containers.mongo());
    }

    @Override
    Map<String, String> servers() {
        return servers;
    }

    @AfterEach
    @Override
    void stopAll() {
        super.stopAll();
        nats.close();
    }
}
