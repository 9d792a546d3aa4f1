package dev.shippy.email;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** The fake for other tests fulfils the contract. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InMemoryUnfiledLettersTest implements UnfiledLettersSuite {

    private final TestContext context = new TestContext();

    @AfterAll
    void close() {
        context.close();
    }

    @Override
    public UnfiledLetters unfiled() {
        return new InMemoryUnfiledLetters();
    }

    @Override
    public TestContext context() {
        return context;
    }
}
