package dev.shippy.consignment;

import dev.shippy.containers.Containers;
import dev.shippy.containers.Image;
import dev.shippy.containers.NeedsContainers;

@NeedsContainers(Image.MONGO)
final class MongoOutboxContainersIT extends MongoOutboxSuite {

    @Override
    String newDatabase() {
        return Containers.mongo();
    }
}
