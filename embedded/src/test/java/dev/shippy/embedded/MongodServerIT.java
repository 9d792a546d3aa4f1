package dev.shippy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MongodServerIT {

    private static final WriteConcern JOURNALED = WriteConcern.MAJORITY.withJournal(true);

    @Test
    void keepsWhatItHasAcknowledgedOverAKillOfTheJvm(@TempDir Path directory) throws IOException, InterruptedException {
        int answered;
        ProcessHandle server;
        try (ChildJvm jvm = new ChildJvm(WritingProgram.class, directory)) {
            server = ProcessHandle.of(Long.parseLong(jvm.line())).orElseThrow();
            int written = 0;
            while (written < 200) {
                written = Integer.parseInt(jvm.line());
            }
            jvm.signal("KILL");
            List<String> rest = jvm.remainingLines();
            answered = rest.isEmpty() ? written : Integer.parseInt(rest.get(rest.size() - 1));
            assertTrue(jvm.ends());
        }
        try (MongodServer mongo = MongodServer.start(directory);
                MongoClient client = MongoClients.create(mongo.url())) {
            assertFalse(server.isAlive(), "it ends with its parent");
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
        }
    }

    @Test
    void keepsAcknowledgedDocumentsOverKillAndRestart(@TempDir Path directory) {
        try (MongodServer mongo = MongodServer.start(directory)) {
            try (MongoClient client = MongoClients.create(mongo.url())) {
                insert(client, 1);
                mongo.kill();
                mongo.restart();
                insert(client, 2);
            }
        }
        try (MongodServer mongo = MongodServer.start(directory);
                MongoClient client = MongoClients.create(mongo.url())) {
            assertEquals(2, documents(client).countDocuments());
        }
    }

    @Test
    void wantsThePasswordThatIsKeptForItsOwnerAlone(@TempDir Path directory) throws IOException {
        try (MongodServer mongo = MongodServer.start(directory);
                MongoClient anonymous = MongoClients.create("mongodb://127.0.0.1:" + mongo.port());
                MongoClient wrong = MongoClients.create(mongo.url().replaceFirst(":[^:@/]+@", ":wrong@"))) {
            assertThrows(MongoException.class, () -> documents(anonymous).countDocuments());
            assertThrows(
                    MongoException.class, () -> anonymous.listDatabaseNames().first());
            assertThrows(MongoSecurityException.class, () -> documents(wrong).countDocuments());
            Path password = directory.resolve("password");
            assertTrue(mongo.url().contains(":" + Files.readString(password).strip() + "@"));
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(password)));
        }
    }

    @Test
    void listensOnTheLoopbackInterfaceAlone() throws IOException {
        int port = Shared.mongo().port();
        List<InetAddress> others = new ArrayList<>();
        NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .forEach(others::add);
        for (InetAddress other : others) {
            assertThrows(IOException.class, () -> {
                try (Socket socket = new Socket(other, port)) {
                    throw new AssertionError("It listens on " + socket.getInetAddress());
                }
            });
        }
        try (Socket socket = new Socket(Loopback.address(), port)) {
            assertTrue(socket.isConnected());
        }
    }

    @Test
    void hasADatabaseForEachTest() {
        try (MongoClient first = MongoClients.create(Shared.mongo().newDatabase())) {
            String one = database(Shared.mongo().newDatabase());
            String other = database(Shared.mongo().newDatabase());
            assertTrue(first.getDatabase(one)
                    .getCollection("things")
                    .insertOne(new Document("_id", 1))
                    .wasAcknowledged());
            assertEquals(0, first.getDatabase(other).getCollection("things").countDocuments());
        }
    }

    @Test
    void tellsItsVersionAndKeepsALogBesideItsData(@TempDir Path directory) throws IOException {
        List<String> progress = new ArrayList<>();
        try (MongodServer mongo = MongodServer.start(directory, progress::add)) {
            assertTrue(progress.get(progress.size() - 1).startsWith("MongoDB " + mongo.version()), progress::toString);
            assertTrue(Files.readString(directory.resolve("mongod/mongod.log")).contains("Waiting for connections"));
        }
    }

    @Test
    void refusesWhatTheStoreOfAnEarlierReleaseHasWritten(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("store.mv"));

        String sentence = refused(directory);

        assertTrue(sentence.startsWith("The bookings in " + file), sentence);
        assertTrue(sentence.contains("Choose another data folder"), sentence);
        assertFalse(Files.exists(directory.resolve("mongod")));
    }

    @Test
    void takesTheDataThatAnEarlierReleaseLeftWithoutAccounts(@TempDir Path directory) {
        Path old = directory.resolve("mongod");
        try (MongodProcess open =
                new MongodProcess(DataDirectory.createPrivate(old), MongodBinary.find(line -> {}), List.of())) {
            open.start();
            try (MongoClient client = MongoClients.create("mongodb://127.0.0.1:" + open.port())) {
                insert(client, 1);
            }
        }
        try (MongodServer mongo = MongodServer.start(directory);
                MongoClient client = MongoClients.create(mongo.url())) {
            assertEquals(1, documents(client).countDocuments());
        }
    }

    /**
     * Fakes MongoDB's exit code 62 ({@code src/mongo/util/exit_code.h}), because the test cannot create data of another
     * version.
     */
    @Test
    void refusesDataOfAnotherVersion(@TempDir Path directory) throws IOException {
        String sentence = refused(directory, "exit 62");

        assertTrue(sentence.contains("were written by another version of MongoDB"), sentence);
        assertTrue(sentence.contains("SHIPPY_MONGOD"), sentence);
    }

    @Test
    void doesNotTakeAnotherServerForItself(@TempDir Path directory) throws IOException {
        try (MongodServer mongo = MongodServer.start(directory)) {
            mongo.stop();
            try (ServerSocket taken = new ServerSocket(mongo.port(), 1, Loopback.address())) {
                assertEquals(
                        "MongoDB cannot start: port " + taken.getLocalPort() + " of 127.0.0.1 is taken",
                        assertThrows(EmbeddedServerException.class, mongo::restart)
                                .getMessage());
            }
        }
    }

    @Test
    void refusesDataWhosePasswordIsAnother(@TempDir Path directory) {
        MongodServer.start(directory).close();
        DataDirectory.writeSecret(directory.resolve("password"), "another\n");

        assertTrue(refused(directory).contains("other accounts"));
        assertTrue(ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .noneMatch(line -> line.contains(directory.resolve("mongod").toString())));
    }

    @Test
    void saysWhatMongodSaidWhenItCannotUseItsData(@TempDir Path directory) throws IOException {
        String error = "{\"s\":\"F\",\"msg\":\"Cannot open\",\"attr\":{\"error\":\"storage.bson is broken\"}}";

        String sentence = refused(directory, "echo '" + error + "'; exit 100");

        assertTrue(sentence.endsWith("with code 100. Its log says:\n  Cannot open: storage.bson is broken"), sentence);
    }

    @Test
    void saysThatTheProcessorLacksInstructions(@TempDir Path directory) throws IOException {
        assertTrue(refused(directory, "kill -ILL $$").contains("lacks instructions"));
    }

    @Test
    void namesTheVersionThatWroteTheData(@TempDir Path directory) throws IOException {
        Path unused = Files.writeString(directory.resolve("version"), "8.0.11\n");

        assertTrue(refused(directory, "exit 14").contains("written by version 8.0.11 of MongoDB"));
    }

    /** What is said of a program that does this instead of serving. */
    private static String refused(Path directory, String script) throws IOException {
        Path program = Files.writeString(directory.resolve("mongod"), "#!/bin/sh\n" + script + "\n");
        assertTrue(program.toFile().setExecutable(true));
        try (MongodProcess process = new MongodProcess(directory, new MongodBinary(program, 6, "6.0.5"), List.of())) {
            return String.valueOf(
                    assertThrows(EmbeddedServerException.class, process::start).getMessage());
        }
    }

    @Test
    void answersNothingWhilePaused(@TempDir Path directory) {
        try (MongodServer mongo = MongodServer.start(directory);
                MongoClient client = MongoClients.create(mongo.url() + "&socketTimeoutMS=300")) {
            insert(client, 1);
            mongo.pause();
            assertThrows(MongoException.class, () -> documents(client).countDocuments());
            mongo.resume();
            assertEquals(1, documents(client).countDocuments());
        }
    }

    private static String refused(Path directory) {
        return String.valueOf(assertThrows(EmbeddedServerException.class, () -> MongodServer.start(directory))
                .getMessage());
    }

    private static String database(String url) {
        return url.replaceFirst(".*/([^/?]+)\\?.*", "$1");
    }

    private static void insert(MongoClient client, int id) {
        assertTrue(documents(client)
                .withWriteConcern(JOURNALED)
                .insertOne(new Document("_id", id))
                .wasAcknowledged());
    }

    private static MongoCollection<Document> documents(MongoClient client) {
        return client.getDatabase("shippy").getCollection("documents");
    }
}
