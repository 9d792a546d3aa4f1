package dev.shippy.user;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresKeyRepositoryIT implements KeyRepositorySuite {

    private final TestContext context = new TestContext();

    @AfterAll
    void close() {
        context.close();
    }

    @Override
    public KeyRepository keys() {
        return new PostgresKeyRepository(TestDatabase.store(context.vertx));
    }

    @Override
    public TestContext context() {
        return context;
    }
}
