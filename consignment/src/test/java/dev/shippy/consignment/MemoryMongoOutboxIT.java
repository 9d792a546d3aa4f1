package dev.shippy.consignment;

import dev.shippy.embedded.EmbeddedMongo;
import dev.shippy.embedded.MongoStore;
import java.nio.file.Path;

/** Events on the store that tests and the demo use. */
final class MemoryMongoOutboxIT extends MongoOutboxSuite {

    @Override
    MongoStore start(Path folder) {
        return EmbeddedMongo.inMemory();
    }
}
