package dev.shippy.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class StoreProcessIT {

    @Test
    void keepsWhatItHasAnsweredOverAKillAndStaysWhereItIs() {
        try (StoreProcess store = StoreProcess.start();
                MongoClient client = MongoClients.create(store.url())) {
            MongoCollection<Document> documents = client.getDatabase("shippy").getCollection("documents");
            Document document = new Document("_id", "one");
            assertTrue(documents.insertOne(document).wasAcknowledged());

            store.kill();
            store.restart();

            assertEquals(document, documents.find().first());
        }
    }
}
