package dev.shippy.consignment;

import dev.shippy.embedded.EmbeddedMongo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The port's promises on the store that tests and the demo use. */
final class MemoryMongoConsignmentsIT implements ConsignmentRepositoryContract, ConsignmentPagesContract {

    private static MongoFixture fixture;

    @BeforeAll
    static void start() {
        fixture = MongoFixture.on(EmbeddedMongo.inMemory());
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
