package dev.shippy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedMongoProcessIT {

    @Test
    void keepsWhatItHasAnsweredOverAKillAndStaysWhereItIs(@TempDir Path directory) {
        try (EmbeddedMongoProcess store = EmbeddedMongoProcess.persistent(directory);
                MongoClient client = MongoClients.create(store.url())) {
            Document document = insert(client);
            int port = store.port();

            store.kill();
            store.restart();

            assertEquals(port, store.port());
            assertEquals(document, documents(client).find().first());
        }
    }

    @Test
    void forgetsWhatWasInMemory(@TempDir Path directory) {
        try (EmbeddedMongoProcess store = EmbeddedMongoProcess.inMemory(directory);
                MongoClient client = MongoClients.create(store.url())) {
            Document unused = insert(client);

            store.kill();
            store.restart();

            assertNull(documents(client).find().first());
        }
    }

    @Test
    void endsWithItsClose(@TempDir Path directory) {
        EmbeddedMongoProcess store = EmbeddedMongoProcess.inMemory(directory);
        ProcessHandle process = ProcessHandle.of(store.pid()).orElseThrow();

        store.close();

        assertFalse(process.isAlive());
    }

    @Test
    void saysWhyItDoesNotStart(@TempDir Path directory) throws IOException {
        Path unused = Files.writeString(directory.resolve("store.mv"), "not a store");

        EmbeddedServerException refused =
                assertThrows(EmbeddedServerException.class, () -> EmbeddedMongoProcess.persistent(directory));

        assertTrue(String.valueOf(refused.getMessage()).contains("store.mv"), refused.getMessage());
    }

    private static Document insert(MongoClient client) {
        Document document = new Document("_id", "one");
        assertTrue(documents(client).insertOne(document).wasAcknowledged());
        return document;
    }

    private static MongoCollection<Document> documents(MongoClient client) {
        return client.getDatabase("shippy").getCollection("documents");
    }
}
