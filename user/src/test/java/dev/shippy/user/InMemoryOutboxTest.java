package dev.shippy.user;

import dev.shippy.runtime.outbox.OutboxEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** The fake of the other tests keeps what the port promises. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InMemoryOutboxTest implements OutboxSuite {

    private final TestContext context = new TestContext();

    @AfterAll
    void close() {
        context.close();
    }

    @Override
    public Store open(Duration writersLease, Duration lease) {
        List<OutboxEntry> told = new ArrayList<>();
        InMemoryOutbox outbox = new InMemoryOutbox(writersLease, lease, told::add);
        return new Store(new InMemoryUserRepository(outbox), outbox, told);
    }

    @Override
    public TestContext context() {
        return context;
    }
}
