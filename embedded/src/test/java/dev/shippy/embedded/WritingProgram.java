package dev.shippy.embedded;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.nio.file.Path;
import org.bson.Document;

/** Writes documents endlessly, and prints each document's number once its writes are acknowledged. */
final class WritingProgram {

    private static final WriteConcern JOURNALED = WriteConcern.MAJORITY.withJournal(true);

    private WritingProgram() {}

    public static void main(String[] arguments) {
        try (MongodServer mongo = MongodServer.start(Path.of(arguments[0]));
                MongoClient client = MongoClients.create(mongo.url())) {
            System.out.println(mongo.pid());
            MongoCollection<Document> documents =
                    client.getDatabase("shippy").getCollection("documents").withWriteConcern(JOURNALED);
            for (int i = 0; ; i++) {
                var inserted = documents.insertOne(new Document("_id", i).append("state", "PENDING"));
                var updated = documents.updateOne(
                        Filters.and(Filters.eq("_id", i), Filters.eq("state", "PENDING")),
                        Updates.combine(Updates.set("state", "BOOKED"), Updates.push("events", "booked")));
                if (!inserted.wasAcknowledged() || updated.getModifiedCount() != 1) {
                    throw new IllegalStateException("Document " + i + " was not written");
                }
                System.out.println(i);
            }
        }
    }
}
