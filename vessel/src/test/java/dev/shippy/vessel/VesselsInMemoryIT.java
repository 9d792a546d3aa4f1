package dev.shippy.vessel;

import dev.shippy.embedded.EmbeddedMongo;

class VesselsInMemoryIT extends MongoVesselsSuite {

    VesselsInMemoryIT() {
        super(EmbeddedMongo.inMemory());
    }
}
