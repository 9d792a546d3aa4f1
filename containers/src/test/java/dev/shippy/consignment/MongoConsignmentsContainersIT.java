package dev.shippy.consignment;

import dev.shippy.containers.Containers;
import dev.shippy.containers.Image;
import dev.shippy.containers.NeedsContainers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@NeedsContainers(Image.MONGO)
final class MongoConsignmentsContainersIT implements ConsignmentRepositoryContract, ConsignmentPagesContract {

    private static MongoFixture fixture;

    @BeforeAll
    static void start() {
        fixture = MongoFixture.in(Containers.mongo());
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
