package dev.shippy.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    private static final int MOST = 3;
    private static final Deadline NEVER = new Deadline(Long.MAX_VALUE);

    private final MovingClock clock = new MovingClock();
    private final List<List<Integer>> writes = new ArrayList<>();
    private final List<Promise<List<String>>> answers = new ArrayList<>();
    private final GroupCommit<Integer, String> commits = new GroupCommit<>(MOST, clock, this::write);

    private Future<String> add(int item) {
        return commits.add(item, NEVER);
    }

    private Future<List<String>> write(List<Integer> items) {
        writes.add(items);
        Promise<List<String>> answer = Promise.promise();
        answers.add(answer);
        return answer.future();
    }

    /** Each item's result is its number as a text. */
    private void answer(int write) {
        answers.get(write)
                .complete(writes.get(write).stream().map(String::valueOf).toList());
    }

    @Test
    void sendsTheFirstAtOnceAndThoseThatComeMeanwhileTogether() {
        Future<String> first = add(1);
        Future<String> second = add(2);
        Future<String> third = add(3);
        assertEquals(List.of(List.of(1)), writes);

        answer(0);

        assertEquals("1", first.result());
        assertEquals(List.of(List.of(1), List.of(2, 3)), writes);
        assertFalse(second.isComplete());
        answer(1);
        assertEquals("2", second.result());
        assertEquals("3", third.result());
    }

    @Test
    void sendsAtMostSoManyTogether() {
        List<Future<String>> results =
                IntStream.rangeClosed(1, 8).mapToObj(this::add).toList();

        for (int write = 0; write < 4; write++) {
            answer(write);
        }

        assertEquals(List.of(List.of(1), List.of(2, 3, 4), List.of(5, 6, 7), List.of(8)), writes);
        assertTrue(results.stream().allMatch(Future::succeeded));
    }

    @Test
    void sendsOneAtOnceAgainAfterAllWereAnswered() {
        Future<String> first = add(1);
        answer(0);
        Future<String> second = add(2);
        answer(1);

        assertEquals(List.of(List.of(1), List.of(2)), writes);
        assertEquals("1", first.result());
        assertEquals("2", second.result());
    }

    @Test
    void failsThoseWhoseWriteFailedAndGoesOnWithTheNext() {
        Future<String> first = add(1);
        Future<String> second = add(2);
        IllegalStateException failure = new IllegalStateException("broken");

        answers.get(0).fail(failure);

        assertSame(failure, first.cause());
        answer(1);
        assertEquals("2", second.result());
    }

    @Test
    void takesWhatIsThrownForAFailure() {
        GroupCommit<Integer, String> throwing = new GroupCommit<>(MOST, clock, items -> {
            throw new IllegalArgumentException("thrown");
        });

        assertInstanceOf(IllegalArgumentException.class, throwing.add(1, NEVER).cause());
        assertInstanceOf(IllegalArgumentException.class, throwing.add(2, NEVER).cause());
    }

    @Test
    void failsAllWhenItIsNotToldOfEach() {
        Future<String> first = add(1);
        Future<String> second = add(2);
        Future<String> third = add(3);
        answer(0);

        answers.get(1).complete(List.of("2"));

        assertTrue(first.succeeded());
        assertInstanceOf(IllegalStateException.class, second.cause());
        assertInstanceOf(IllegalStateException.class, third.cause());
    }

    @Test
    void neverBeginsAfterTheDeadline() {
        Future<String> first = add(1);
        Future<String> late = commits.add(2, Deadline.in(Duration.ofSeconds(1), clock));
        Future<String> third = add(3);
        clock.move(Duration.ofSeconds(1));

        answer(0);

        assertEquals("1", first.result());
        assertEquals(ErrorCode.DEADLINE_EXCEEDED, codeOf(late));
        assertEquals(List.of(List.of(1), List.of(3)), writes);
        answer(1);
        assertEquals("3", third.result());
    }

    @Test
    void goesOnWhenAllThatWaitedWasLate() {
        Future<String> first = add(1);
        List<Future<String>> late = IntStream.range(0, 4 * MOST)
                .mapToObj(n -> commits.add(n, Deadline.in(Duration.ofSeconds(1), clock)))
                .toList();
        clock.move(Duration.ofSeconds(1));
        answer(0);

        assertTrue(first.succeeded());
        assertTrue(late.stream().allMatch(each -> codeOf(each) == ErrorCode.DEADLINE_EXCEEDED));
        Future<String> next = add(2);
        answer(1);
        assertEquals("2", next.result());
    }

    @Test
    void refusesWhatIsMoreThanFourGroups() {
        List<Future<String>> results =
                IntStream.rangeClosed(1, 1_000).mapToObj(this::add).toList();

        List<Future<String>> refused = results.stream().filter(Future::failed).toList();
        assertEquals(1_000 - 1 - 4 * MOST, refused.size());
        assertTrue(refused.stream().allMatch(each -> codeOf(each) == ErrorCode.UNAVAILABLE));
        for (int write = 0; write < 5; write++) {
            answer(write);
        }
        assertEquals(1 + 4 * MOST, results.stream().filter(Future::succeeded).count());
    }

    @Test
    void tellsTheOthersWhenOneThrowsThatIsTold() {
        Future<String> first = add(1);
        Future<String> second = add(2).onComplete(told -> {
            throw new IllegalStateException("from who is told");
        });
        Future<String> third = add(3);
        answer(0);

        answer(1);

        assertTrue(first.succeeded());
        assertTrue(second.succeeded());
        assertEquals("3", third.result());
        Future<String> next = add(4);
        answer(2);
        assertEquals("4", next.result());
    }

    @Test
    void writesEachOnceFromManyThreads() throws InterruptedException {
        Set<Integer> written = ConcurrentHashMap.newKeySet();
        AtomicInteger underWay = new AtomicInteger();
        GroupCommit<Integer, Integer> shared = new GroupCommit<>(MOST, clock, items -> {
            boolean alone = underWay.incrementAndGet() == 1;
            boolean fresh = items.stream().allMatch(written::add);
            return Future.fromCompletionStage(CompletableFuture.supplyAsync(() -> {
                underWay.decrementAndGet();
                return alone && fresh ? items : List.<Integer>of();
            }));
        });
        Queue<Integer> told = new ConcurrentLinkedQueue<>();
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(thread -> new Thread(() -> IntStream.range(0, 1_000)
                        .map(n -> thread * 1_000 + n)
                        .forEach(n -> told.add(shared.add(n, NEVER).await()))))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertEquals(8_000, told.size());
        assertEquals(written, Set.copyOf(told));
    }

    private static ErrorCode codeOf(Future<?> refused) {
        return ((ServiceException) refused.cause()).code();
    }

    /** Stands still between moves. */
    private static final class MovingClock extends Clock {

        private final AtomicLong millis = new AtomicLong();

        void move(Duration duration) {
            millis.addAndGet(duration.toMillis());
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis.get());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
