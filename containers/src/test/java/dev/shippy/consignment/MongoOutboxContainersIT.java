package dev.shippy.consignment;

import dev.shippy.containers.Containers;
import dev.shippy.containers.Image;
import dev.shippy.containers.NeedsContainers;
import dev.shippy.embedded.MongoStore;
import java.nio.file.Path;

@NeedsContainers(Image.MONGO)
final class MongoOutboxContainersIT extends MongoOutboxSuite {

    @Override
    MongoStore start(Path folder) {
        return Containers.mongo();
    }
}
