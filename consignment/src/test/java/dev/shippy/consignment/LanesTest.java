package dev.shippy.consignment;

import static dev.shippy.consignment.Samples.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LanesTest {

    @Test
    void worksOnAFewAtATime() {
        List<Promise<Integer>> begun = new ArrayList<>();
        Future<Lanes.Tally> run = Lanes.run(numbers(5), 2, number -> {
            begun.add(Promise.promise());
            return begun.get(begun.size() - 1).future();
        });
        for (int n = 0; n < 5; n++) {
            assertEquals(Math.min(5, n + 2), begun.size());
            begun.get(n).complete(n);
        }
        assertEquals(new Lanes.Tally(5, 0, null), await(run));
    }

    @Test
    void goesOnWhenOneFailsOrThrows() {
        Lanes.Tally tally = await(Lanes.run(numbers(5), 3, number -> switch (number) {
            case 1 -> Future.failedFuture("no");
            case 2 -> throw new IllegalStateException("no");
            default -> Future.succeededFuture();
        }));
        assertEquals(3, tally.done());
        assertEquals(2, tally.left());
    }

    @Test
    void givesUpWhenTheFirstOnesAllFail() {
        List<Integer> tried = new ArrayList<>();
        Lanes.Tally tally = await(Lanes.run(numbers(100), 4, number -> {
            tried.add(number);
            return Future.failedFuture("unreachable");
        }));
        assertEquals(4, tried.size());
        assertEquals(100, tally.left());
        assertEquals(
                "unreachable", tally.failure() == null ? "" : tally.failure().getMessage());
    }

    @Test
    void hasNothingToDoForAnEmptyList() {
        Lanes.Tally tally = await(Lanes.run(List.<Integer>of(), 4, number -> Future.succeededFuture()));
        assertEquals(0, tally.done() + tally.left());
        assertNull(tally.failure());
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }
}
