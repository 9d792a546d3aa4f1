package dev.shippy.faults;

import dev.shippy.containers.Containers;
import dev.shippy.containers.NatsContainer;
import dev.shippy.embedded.TemporaryDirectory;
import java.util.Map;

/** An instance of each service that takes part in a booking, as a process; its servers are containers. */
final class ContainerInstallation implements RunningSystem {

    private final NatsContainer nats = NatsContainer.start();
    private final TemporaryDirectory directory = TemporaryDirectory.create();
    private final Instances services;

    ContainerInstallation() {
        Addresses servers = new Addresses(
                nats.url(),
                nats.passwords(),
                Containers.postgres(),
                StoreUsers.make(Containers.mongo()),
                "smtp://127.0.0.1:1");
        services = new Instances(servers, directory.path(), Map.of());
        services.startAll();
    }

    @Override
    public String natsUrl() {
        return nats.url();
    }

    @Override
    public void close() {
        services.close();
        nats.close();
        directory.close();
    }
}
