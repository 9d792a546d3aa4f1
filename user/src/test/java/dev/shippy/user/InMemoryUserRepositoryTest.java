package dev.shippy.user;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** The fake of the other tests keeps what the port promises. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InMemoryUserRepositoryTest implements UserRepositorySuite {

    private final TestContext context = new TestContext();

    @AfterAll
    void close() {
        context.close();
    }

    @Override
    public UserRepository users() {
        return new InMemoryUserRepository();
    }

    @Override
    public TestContext context() {
        return context;
    }
}
