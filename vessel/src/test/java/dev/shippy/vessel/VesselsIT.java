package dev.shippy.vessel;

import dev.shippy.embedded.Shared;

class VesselsIT extends MongoVesselsSuite {

    VesselsIT() {
        super(Shared.mongo().newDatabase());
    }
}
