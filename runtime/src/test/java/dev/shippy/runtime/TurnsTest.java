package dev.shippy.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final Deadline LATER = Deadline.in(Duration.ofMinutes(1), Clock.systemUTC());
    private static final Deadline PAST = new Deadline(1);

    private final Turns turns = new Turns(2, 2, Clock.systemUTC());
    private final List<Promise<String>> begun = new ArrayList<>();

    @Test
    void beginsTheNextInOrderWhenOneEnds() {
        List<Future<String>> calls =
                IntStream.range(0, 4).mapToObj(i -> call(LATER)).toList();
        assertEquals(2, begun.size());

        begun.get(1).complete("b");
        assertEquals(3, begun.size());
        begun.get(0).fail("a failure passes the turn on as well");
        begun.get(3).complete("d");
        begun.get(2).complete("c");

        assertTrue(calls.get(0).failed());
        assertEquals("b", calls.get(1).result());
        assertEquals("c", calls.get(2).result());
        assertEquals("d", calls.get(3).result());
    }

    @Test
    void refusesWhatWouldWaitBeyondTheBound() {
        IntStream.range(0, 4).forEach(i -> assertTrue(!call(LATER).isComplete()));

        assertEquals(ErrorCode.RESOURCE_EXHAUSTED, codeOf(call(LATER)));
    }

    @Test
    void doesNotBeginWhatIsPastItsDeadlineWhenItsTurnComes() {
        IntStream.range(0, 2).forEach(i -> assertTrue(!call(LATER).isComplete()));
        Future<String> late = call(PAST);
        Future<String> next = call(LATER);

        begun.get(0).complete("a");

        assertEquals(ErrorCode.DEADLINE_EXCEEDED, codeOf(late));
        begun.get(2).complete("next");
        assertEquals("next", next.result());
    }

    private Future<String> call(Deadline deadline) {
        return turns.run(deadline, () -> {
            Promise<String> promise = Promise.promise();
            begun.add(promise);
            return promise.future();
        });
    }

    private static ErrorCode codeOf(Future<?> call) {
        return assertInstanceOf(ServiceException.class, call.cause()).code();
    }
}
