package dev.shippy.consignment;

import dev.shippy.embedded.EmbeddedMongo;
import dev.shippy.embedded.MongoStore;
import java.nio.file.Path;

/** Events on the store that keeps its data in a file. */
final class FileMongoOutboxIT extends MongoOutboxSuite {

    @Override
    MongoStore start(Path folder) {
        return EmbeddedMongo.persistent(folder.resolve("store.mv"));
    }
}
