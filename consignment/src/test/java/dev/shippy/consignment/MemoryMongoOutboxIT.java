package dev.shippy.consignment;

import dev.shippy.embedded.EmbeddedMongo;

/** Events on the store that tests and the demo use. */
final class MemoryMongoOutboxIT extends MongoOutboxSuite {

    MemoryMongoOutboxIT() {
        super(EmbeddedMongo.inMemory());
    }
}
