package dev.shippy.user;

import dev.shippy.embedded.Shared;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresUserRepositoryIT implements UserRepositorySuite {

    private final TestContext context = new TestContext();

    @AfterAll
    void close() {
        context.close();
    }

    /** The address of the PostgreSQL. */
    String server() {
        return Shared.postgres().url();
    }

    @Override
    public UserRepository users() {
        Duration lease = Duration.ofMinutes(1);
        return new PostgresUserRepository(TestDatabase.store(context.vertx, server()), lease, told -> {});
    }

    @Override
    public TestContext context() {
        return context;
    }
}
