package dev.shippy.consignment;

import dev.shippy.embedded.Shared;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The repository's contract on MongoDB. */
final class MongoConsignmentsIT implements ConsignmentRepositoryContract, ConsignmentPagesContract {

    private static MongoFixture fixture;

    @BeforeAll
    static void start() {
        fixture = MongoFixture.in(Shared.mongo().newDatabase());
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
