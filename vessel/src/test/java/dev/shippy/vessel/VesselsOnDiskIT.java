package dev.shippy.vessel;

import dev.shippy.embedded.EmbeddedMongo;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class VesselsOnDiskIT extends MongoVesselsSuite {

    VesselsOnDiskIT(@TempDir Path folder) {
        super(EmbeddedMongo.persistent(folder.resolve("vessels.mv")));
    }
}
