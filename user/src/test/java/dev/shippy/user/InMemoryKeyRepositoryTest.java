package dev.shippy.user;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InMemoryKeyRepositoryTest implements KeyRepositorySuite {

    private final TestContext context = new TestContext();

    @AfterAll
    void close() {
        context.close();
    }

    @Override
    public KeyRepository keys() {
        return new InMemoryKeyRepository();
    }

    @Override
    public TestContext context() {
        return context;
    }
}
