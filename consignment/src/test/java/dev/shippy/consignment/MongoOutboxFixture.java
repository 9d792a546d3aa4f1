package dev.shippy.consignment;

import static dev.shippy.consignment.Samples.await;

import dev.shippy.runtime.mongo.MongoConfig;
import dev.shippy.runtime.mongo.MongoStore;
import dev.shippy.runtime.outbox.OutboxEntry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Consignments and their events in a database of their own. */
record MongoOutboxFixture(Vertx vertx, MongoStore database, TestClock clock, OutboxContract.Store store)
        implements AutoCloseable {

    static MongoOutboxFixture in(String url) {
        Vertx vertx = Vertx.vertx();
        MongoStore database =
                await(MongoStore.connect(vertx, new MongoConfig(url, Duration.ofSeconds(10)), Duration.ofSeconds(5)));
        TestClock clock = new TestClock(OutboxContract.NOW);
        List<OutboxEntry> told = new CopyOnWriteArrayList<>();
        MongoConsignmentRepository repository =
                new MongoConsignmentRepository(database, OutboxContract.WRITERS_LEASE, clock, told::add);
        await(repository.prepare());
        MongoOutbox outbox = new MongoOutbox(database, OutboxContract.LEASE, clock);
        return new MongoOutboxFixture(vertx, database, clock, new OutboxContract.Store(repository, outbox, told));
    }

    @Override
    public void close() {
        await(database.close());
        await(vertx.close());
    }
}
