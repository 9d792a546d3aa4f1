package dev.shippy.vessel;

import dev.shippy.containers.Containers;
import dev.shippy.containers.Image;
import dev.shippy.containers.NeedsContainers;

@NeedsContainers(Image.MONGO)
class VesselsContainersIT extends MongoVesselsSuite {

    VesselsContainersIT() {
        super(Containers.mongo());
    }
}
