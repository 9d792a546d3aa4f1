package dev.shippy.consignment;

import dev.shippy.embedded.Shared;

/** Events on MongoDB. */
final class MongoOutboxIT extends MongoOutboxSuite {

    @Override
    String newDatabase() {
        return Shared.mongo().newDatabase();
    }
}
