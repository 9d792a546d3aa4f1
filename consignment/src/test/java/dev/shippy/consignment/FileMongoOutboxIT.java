package dev.shippy.consignment;

import dev.shippy.embedded.EmbeddedMongo;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Events on the store that keeps its data in a file. */
final class FileMongoOutboxIT implements OutboxContract {

    private static EmbeddedMongo server;

    private MongoOutboxFixture fixture;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = EmbeddedMongo.persistent(folder.resolve("store.mv"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        fixture = MongoOutboxFixture.in(server);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Override
    public Store store() {
        return fixture.store();
    }

    @Override
    public TestClock clock() {
        return fixture.clock();
    }
}
