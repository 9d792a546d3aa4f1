package dev.shippy.consignment;

import dev.shippy.runtime.outbox.OutboxEntry;
import java.util.ArrayList;
import java.util.List;

/** The fake keeps the port's promises. */
final class InMemoryOutboxTest implements OutboxContract {

    private final TestClock clock = new TestClock(NOW);
    private final Store store = open();

    private Store open() {
        List<OutboxEntry> told = new ArrayList<>();
        InMemoryOutbox outbox = new InMemoryOutbox(WRITERS_LEASE, LEASE, clock, told::add);
        return new Store(new InMemoryConsignments(outbox), outbox, told);
    }

    @Override
    public Store store() {
        return store;
    }

    @Override
    public TestClock clock() {
        return clock;
    }
}
