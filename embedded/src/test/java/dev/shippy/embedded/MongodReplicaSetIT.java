package dev.shippy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.nio.file.Path;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class MongodReplicaSetIT {

    private static MongodReplicaSet set;
    private static MongoClient client;

    @BeforeAll
    static void start(@TempDir Path folder) {
        set = MongodReplicaSet.start(folder);
        client = MongoClients.create(set.url());
    }

    @AfterAll
    static void stop() {
        client.close();
        set.close();
    }

    @Test
    void electsAnotherPrimaryWhenItsOwnIsKilled() {
        insert("killed");
        int primary = set.awaitPrimary();
        set.kill(primary);

        assertNotEquals(primary, set.awaitPrimary(primary));
        assertEquals(1, documents().countDocuments(new Document("_id", "killed")));
        insert("after the kill");
        set.restart(primary);
        assertTrue(set.command(primary, new Document("ping", 1)).containsKey("ok"));
    }

    @Test
    void electsAnotherPrimaryWhenItsOwnIsStopped() {
        int primary = set.awaitPrimary();
        set.pause(primary);
        int next = set.awaitPrimary(primary);
        insert("while it is stopped");
        set.resume(primary);

        assertNotEquals(primary, next);
        assertEquals(1, documents().countDocuments(new Document("_id", "while it is stopped")));
    }

    @Test
    void electsAnotherPrimaryWhenItsOwnStepsDown() {
        int primary = set.stepDown();

        assertNotEquals(primary, set.awaitPrimary(primary));
        insert("after the step down");
    }

    private static void insert(String id) {
        assertTrue(documents().insertOne(new Document("_id", id)).wasAcknowledged());
    }

    private static MongoCollection<Document> documents() {
        return client.getDatabase("shippy")
                .getCollection("documents")
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    }
}
