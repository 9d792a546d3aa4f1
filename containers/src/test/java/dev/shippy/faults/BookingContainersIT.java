package dev.shippy.faults;

import dev.shippy.containers.Image;
import dev.shippy.containers.NeedsContainers;

@NeedsContainers({Image.NATS, Image.POSTGRES, Image.MONGO})
class BookingContainersIT extends BookingSuite {

    BookingContainersIT() {
        super(new ContainerInstallation());
    }
}
