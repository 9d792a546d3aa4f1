package dev.shippy.email;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** The fake of the other tests keeps what the port promises. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InMemoryLedgerTest implements MailLedgerSuite {

    private final TestContext context = new TestContext();

    @AfterAll
    void close() {
        context.close();
    }

    @Override
    public MailLedger ledger() {
        return new InMemoryLedger();
    }

    @Override
    public TestContext context() {
        return context;
    }
}
