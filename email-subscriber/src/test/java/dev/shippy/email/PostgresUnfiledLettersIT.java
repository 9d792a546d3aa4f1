package dev.shippy.email;

import dev.shippy.embedded.Shared;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresUnfiledLettersIT implements UnfiledLettersSuite {

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
    public UnfiledLetters unfiled() {
        return new PostgresUnfiledLetters(TestDatabase.store(context.vertx, server()));
    }

    @Override
    public TestContext context() {
        return context;
    }
}
