package dev.shippy.consignment;

import dev.shippy.embedded.Shared;

/** The outbox on MongoDB. */
final class MongoOutboxIT extends MongoOutboxSuite {

    @Override
    String newDatabase() {
        return Shared.mongo().newDatabase();
    }
}
