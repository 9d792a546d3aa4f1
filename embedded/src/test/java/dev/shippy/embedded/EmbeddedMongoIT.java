package dev.shippy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndReplaceOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedMongoIT {

    private static final int DOCUMENTS_BEFORE_KILL = 150;
    private static final int UPDATES = 500;
    private static final int FIELDS = 50;

    @Test
    void keepsWhatItHasAnsweredOverAKill(@TempDir Path directory) throws IOException, InterruptedException {
        Path file = directory.resolve("store.mv");
        try (ChildJvm writer = new ChildJvm(WritingProgram.class, file)) {
            int last = Integer.parseInt(writer.line());
            while (last < DOCUMENTS_BEFORE_KILL) {
                last = Integer.parseInt(writer.line());
            }
            writer.signal("KILL");
            int answered = Stream.concat(Stream.of(Integer.toString(last)), writer.remainingLines().stream())
                    .mapToInt(Integer::parseInt)
                    .max()
                    .orElseThrow();
            assertTrue(writer.ends());
            assertHolds(file, answered);
        }
    }

    private static void assertHolds(Path file, int answered) {
        try (EmbeddedMongo mongo = EmbeddedMongo.persistent(file);
                MongoClient client = MongoClients.create(mongo.url())) {
            MongoCollection<Document> documents = documents(client);
            long booked = IntStream.rangeClosed(0, answered)
                    .filter(i -> documents
                                    .find(Filters.and(
                                            Filters.eq("_id", i),
                                            Filters.eq("state", "BOOKED"),
                                            Filters.eq("events", List.of("booked"))))
                                    .first()
                            != null)
                    .count();
            assertEquals(answered + 1, booked);
            // The one that was under way is there or is not, and can be written again.
            Document next = new Document("_id", answered + 2);
            assertTrue(documents.insertOne(next).wasAcknowledged());
        }
    }

    @Test
    void letsOneOfManyConditionalUpdatesWin(@TempDir Path directory) throws InterruptedException, ExecutionException {
        try (EmbeddedMongo mongo = EmbeddedMongo.persistent(directory.resolve("store.mv"));
                MongoClient client = MongoClients.create(mongo.url())) {
            MongoCollection<Document> documents = documents(client);
            assertTrue(documents
                    .insertOne(new Document("_id", "v").append("free", 3))
                    .wasAcknowledged());
            var pool = Executors.newFixedThreadPool(16);
            try {
                Callable<Long> reserve = () -> documents
                        .updateOne(Filters.and(Filters.eq("_id", "v"), Filters.gte("free", 1)), Updates.inc("free", -1))
                        .getModifiedCount();
                long granted = 0;
                for (var result : pool.invokeAll(Collections.nCopies(64, reserve))) {
                    granted += result.get();
                }
                assertEquals(3, granted);
            } finally {
                pool.shutdownNow();
            }
        }
    }

    @Test
    void readsADocumentAsItWasBeforeAnUpdateOrAfterIt(@TempDir Path directory)
            throws InterruptedException, ExecutionException {
        try (EmbeddedMongo inFile = EmbeddedMongo.persistent(directory.resolve("store.mv"));
                EmbeddedMongo inMemory = EmbeddedMongo.inMemory()) {
            for (EmbeddedMongo mongo : List.of(inFile, inMemory)) {
                assertReadsWhole(mongo);
            }
        }
    }

    /** Every update exchanges all fields for others of one value; two documents are read, the second with a cursor. */
    private static void assertReadsWhole(EmbeddedMongo mongo) throws InterruptedException, ExecutionException {
        try (MongoClient client = MongoClients.create(mongo.url())) {
            MongoCollection<Document> documents = documents(client);
            for (String id : List.of("a", "b")) {
                assertTrue(documents.insertOne(new Document("_id", id)).wasAcknowledged());
            }
            var pool = Executors.newFixedThreadPool(8);
            try {
                List<Callable<Long>> work = new ArrayList<>();
                for (int worker = 0; worker < 4; worker++) {
                    int first = worker * FIELDS;
                    work.add(() -> IntStream.range(first, first + UPDATES)
                            .filter(i -> isWhole(replace(documents, i % 2 == 0 ? "a" : "b", i)))
                            .count());
                    work.add(() -> IntStream.range(0, UPDATES)
                            .filter(i -> documents.find().batchSize(1).into(new ArrayList<>()).stream()
                                    .allMatch(EmbeddedMongoIT::isWhole))
                            .count());
                }
                for (var result : pool.invokeAll(work)) {
                    assertEquals(UPDATES, result.get());
                }
            } finally {
                pool.shutdownNow();
            }
        }
    }

    private static Document replace(MongoCollection<Document> documents, String id, int value) {
        return Objects.requireNonNull(documents.findOneAndReplace(
                Filters.eq("_id", id),
                ofOneValue(id, value),
                new FindOneAndReplaceOptions().returnDocument(ReturnDocument.AFTER)));
    }

    private static Document ofOneValue(String id, int value) {
        Document document = new Document("_id", id);
        IntStream.range(0, FIELDS).forEach(i -> document.append("field" + (value + i), value));
        return document;
    }

    private static boolean isWhole(Document document) {
        List<Object> values = document.entrySet().stream()
                .filter(entry -> !entry.getKey().equals("_id"))
                .map(Map.Entry::getValue)
                .toList();
        return values.isEmpty()
                || (values.size() == FIELDS && values.stream().distinct().count() == 1);
    }

    @Test
    void comparesWhatItFindsByItsKeyWithTheRest(@TempDir Path directory) {
        try (EmbeddedMongo inFile = EmbeddedMongo.persistent(directory.resolve("store.mv"));
                EmbeddedMongo inMemory = EmbeddedMongo.inMemory()) {
            for (EmbeddedMongo mongo : List.of(inFile, inMemory)) {
                assertComparesAll(mongo);
            }
        }
    }

    /** A condition that nothing can be compared with shows whether something is. */
    @Test
    void looksAtNoOtherDocumentThanTheOneThatIsNamed(@TempDir Path directory) {
        try (EmbeddedMongo inFile = EmbeddedMongo.persistent(directory.resolve("store.mv"));
                EmbeddedMongo inMemory = EmbeddedMongo.inMemory()) {
            for (EmbeddedMongo mongo : List.of(inFile, inMemory)) {
                try (MongoClient client = MongoClients.create(mongo.url())) {
                    assertTrue(
                            documents(client).insertOne(new Document("_id", 1)).wasAcknowledged());
                    Document impossible = new Document("state", new Document("$nonsense", 1));
                    assertThrows(
                            MongoException.class,
                            () -> documents(client).find(impossible).first());

                    Document named = new Document("state", new Document("$nonsense", 1)).append("_id", 2);
                    assertNull(documents(client).find(named).first());
                    assertNull(documents(client).findOneAndUpdate(named, Updates.set("state", "BOOKED")));
                    assertEquals(
                            0,
                            documents(client)
                                    .updateOne(named, Updates.set("state", "BOOKED"))
                                    .getMatchedCount());
                }
            }
        }
    }

    private static void assertComparesAll(EmbeddedMongo mongo) {
        try (MongoClient client = MongoClients.create(mongo.url())) {
            MongoCollection<Document> documents = documents(client);
            for (int i = 0; i < 10; i++) {
                Document pending = new Document("_id", i).append("state", "PENDING");
                assertTrue(documents.insertOne(pending).wasAcknowledged());
            }
            Bson third = Filters.and(Filters.eq("_id", 3), Filters.eq("state", "PENDING"));
            Bson some = Filters.and(Filters.in("_id", 2, 3, 4), Filters.eq("state", "PENDING"));
            Bson book = Updates.set("state", "BOOKED");

            assertEquals(1, documents.updateOne(third, book).getModifiedCount());
            assertEquals(0, documents.updateOne(third, book).getMatchedCount());
            assertNull(documents.findOneAndUpdate(third, book));
            assertEquals(2, documents.countDocuments(some));
            assertEquals(2, documents.updateMany(some, book).getModifiedCount());
            assertEquals(
                    List.of(4),
                    documents
                            .find(Filters.and(Filters.in("_id", 4, 5), Filters.eq("state", "BOOKED")))
                            .map(found -> found.getInteger("_id"))
                            .into(new ArrayList<>()));
            assertEquals(
                    1,
                    documents
                            .deleteMany(Filters.and(Filters.eq("_id", 3), Filters.eq("state", "BOOKED")))
                            .getDeletedCount());
        }
    }

    /** What earlier releases wrote, and what the library underneath would find. */
    @Test
    void readsAFileOfTheStoreUnderneath(@TempDir Path directory) {
        Path file = directory.resolve("store.mv");
        MongoServer plain = new MongoServer(new H2Backend(file.toString()));
        try (MongoClient client = MongoClients.create(plain.bindAndGetConnectionString())) {
            assertTrue(documents(client).insertOne(new Document("_id", 1)).wasAcknowledged());
        } finally {
            plain.shutdown();
        }
        try (EmbeddedMongo mongo = EmbeddedMongo.persistent(file);
                MongoClient client = MongoClients.create(mongo.url())) {
            assertEquals(new Document("_id", 1), documents(client).find().first());
        }
    }

    @Test
    void cutsItsConnectionsAndComesBackWithItsData() {
        try (EmbeddedMongo mongo = EmbeddedMongo.inMemory();
                MongoClient client = MongoClients.create(mongo.url());
                MongoClient impatient = MongoClients.create(mongo.url() + "?serverSelectionTimeoutMS=100")) {
            assertTrue(documents(client).insertOne(new Document("_id", 1)).wasAcknowledged());
            mongo.disconnect();
            assertThrows(MongoException.class, () -> documents(impatient).countDocuments());
            mongo.restart();
            assertEquals(1, documents(client).countDocuments());
        }
    }

    @Test
    void refusesAFileThatAnotherStoreHasOpen(@TempDir Path directory) {
        Path file = directory.resolve("store.mv");
        try (EmbeddedMongo mongo = EmbeddedMongo.persistent(file)) {
            assertTrue(mongo.port() > 0);
            EmbeddedServerException refused =
                    assertThrows(EmbeddedServerException.class, () -> EmbeddedMongo.persistent(file));
            assertTrue(String.valueOf(refused.getMessage()).contains(file.toString()));
        }
    }

    private static MongoCollection<Document> documents(MongoClient client) {
        return client.getDatabase("shippy").getCollection("documents");
    }
}
