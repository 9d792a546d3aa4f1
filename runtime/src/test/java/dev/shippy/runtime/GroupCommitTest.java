package dev.shippy.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    private static final int MOST = 3;

    private final List<List<Integer>> writes = new ArrayList<>();
    private final List<Promise<List<String>>> answers = new ArrayList<>();
    private final GroupCommit<Integer, String> commits = new GroupCommit<>(MOST, this::write);

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
        Future<String> first = commits.add(1);
        Future<String> second = commits.add(2);
        Future<String> third = commits.add(3);
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
                IntStream.rangeClosed(1, 8).mapToObj(commits::add).toList();

        for (int write = 0; write < 4; write++) {
            answer(write);
        }

        assertEquals(List.of(List.of(1), List.of(2, 3, 4), List.of(5, 6, 7), List.of(8)), writes);
        assertTrue(results.stream().allMatch(Future::succeeded));
    }

    @Test
    void sendsOneAtOnceAgainAfterAllWereAnswered() {
        Future<String> first = commits.add(1);
        answer(0);
        Future<String> second = commits.add(2);
        answer(1);

        assertEquals(List.of(List.of(1), List.of(2)), writes);
        assertEquals("1", first.result());
        assertEquals("2", second.result());
    }

    @Test
    void failsThoseWhoseWriteFailedAndGoesOnWithTheNext() {
        Future<String> first = commits.add(1);
        Future<String> second = commits.add(2);
        IllegalStateException failure = new IllegalStateException("broken");

        answers.get(0).fail(failure);

        assertSame(failure, first.cause());
        answer(1);
        assertEquals("2", second.result());
    }

    @Test
    void takesWhatIsThrownForAFailure() {
        GroupCommit<Integer, String> throwing = new GroupCommit<>(MOST, items -> {
            throw new IllegalArgumentException("thrown");
        });

        assertInstanceOf(IllegalArgumentException.class, throwing.add(1).cause());
        assertInstanceOf(IllegalArgumentException.class, throwing.add(2).cause());
    }

    @Test
    void failsAllWhenItIsNotToldOfEach() {
        Future<String> first = commits.add(1);
        Future<String> second = commits.add(2);
        Future<String> third = commits.add(3);
        answer(0);

        answers.get(1).complete(List.of("2"));

        assertTrue(first.succeeded());
        assertInstanceOf(IllegalStateException.class, second.cause());
        assertInstanceOf(IllegalStateException.class, third.cause());
    }
}
