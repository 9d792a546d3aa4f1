package dev.shippy.email;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresMailLedgerIT implements MailLedgerSuite {

    private final TestContext context = new TestContext();

    @AfterAll
    void close() {
        context.close();
    }

    @Override
    public MailLedger ledger() {
        return new PostgresMailLedger(TestDatabase.store(context.vertx));
    }

    @Override
    public TestContext context() {
        return context;
    }
}
