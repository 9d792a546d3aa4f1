package dev.shippy.consignment;

import static dev.shippy.consignment.Samples.await;

import dev.shippy.runtime.mongo.MongoConfig;
import dev.shippy.runtime.mongo.MongoStore;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;

/** A repository with its own database. */
record MongoFixture(Vertx vertx, MongoStore store, MongoConsignmentRepository repository) implements AutoCloseable {

    private static final Duration LEASE = Duration.ofMinutes(1);

    static MongoFixture in(String url) {
        Vertx vertx = Vertx.vertx();
        MongoConfig config = new MongoConfig(url, Duration.ofSeconds(5));
        MongoStore store = await(MongoStore.connect(vertx, config, Duration.ofSeconds(5)));
        MongoConsignmentRepository repository =
                new MongoConsignmentRepository(store, LEASE, Clock.systemUTC(), told -> {});
        await(repository.prepare());
        await(repository.prepare());
        return new MongoFixture(vertx, store, repository);
    }

    @Override
    public void close() {
        await(store.close());
        await(vertx.close());
    }
}
