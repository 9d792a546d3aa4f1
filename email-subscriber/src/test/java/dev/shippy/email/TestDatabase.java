package dev.shippy.email;

import dev.shippy.runtime.postgres.Migrations;
import dev.shippy.runtime.postgres.PostgresConfig;
import dev.shippy.runtime.postgres.PostgresStore;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.UUID;

/** A fresh schema in a PostgreSQL. */
final class TestDatabase {

    private TestDatabase() {}

    static PostgresConfig config(String url) {
        String schema = "test_" + UUID.randomUUID().toString().replace('-', '_');
        return new PostgresConfig(url, schema, Duration.ofSeconds(10), 4, 256);
    }

    static PostgresStore store(Vertx vertx, String url) {
        PostgresStore store = TestContext.await(PostgresStore.connect(vertx, config(url), TestContext.PATIENCE));
        TestContext.await(Migrations.apply(vertx, store, TestContext.PATIENCE, EmailVerticle.SCHEMA));
        return store;
    }
}
