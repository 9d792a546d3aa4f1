package dev.shippy.runtime.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RepublishingTest {

    private final FakeOutbox source = new FakeOutbox(Duration.ofMinutes(1));

    @Test
    void schedulesEverythingBatchByBatch() {
        List<OutboxEntry> entries = IntStream.range(0, 2_500)
                .mapToObj(n -> source.write("e" + n, 1))
                .toList();
        assertEquals(true, source.published(entries).succeeded());

        Future<Long> scheduled = republish(Deadline.in(Duration.ofMinutes(1), Clock.systemUTC()));

        assertEquals(2_500L, scheduled.result());
        assertFalse(source.isPublished("e0"));
        assertFalse(source.isPublished("e2499"));
    }

    @Test
    void startsNoBatchAfterItsDeadline() {
        ServiceException late = assertInstanceOf(
                ServiceException.class, republish(new Deadline(1)).cause());

        assertEquals(ErrorCode.DEADLINE_EXCEEDED, late.code());
    }

    @Test
    void refusesATimeThatHasNotPassed() {
        for (long since : List.of(0L, -1L, Long.MIN_VALUE, System.currentTimeMillis() + 60_000, Long.MAX_VALUE)) {
            ServiceException refused = assertThrows(
                    ServiceException.class,
                    () -> new Republishing(source, Clock.systemUTC()).run(since, new Deadline(Long.MAX_VALUE)));
            assertEquals(ErrorCode.INVALID_ARGUMENT, refused.code());
            assertTrue(refused.sentence().startsWith("since "), refused.sentence());
        }
    }

    private Future<Long> republish(Deadline deadline) {
        return new Republishing(source, Clock.systemUTC()).run(1, deadline);
    }
}
