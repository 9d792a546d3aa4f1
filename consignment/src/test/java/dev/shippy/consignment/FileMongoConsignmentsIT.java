package dev.shippy.consignment;

import dev.shippy.embedded.EmbeddedMongo;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The port's promises on the store that keeps its data in a file. */
final class FileMongoConsignmentsIT implements ConsignmentRepositoryContract, ConsignmentPagesContract {

    private static MongoFixture fixture;

    @BeforeAll
    static void start(@TempDir Path folder) {
        fixture = MongoFixture.on(EmbeddedMongo.persistent(folder.resolve("store.mv")));
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Override
    public ConsignmentRepository repository() {
        return fixture.repository();
    }
}
