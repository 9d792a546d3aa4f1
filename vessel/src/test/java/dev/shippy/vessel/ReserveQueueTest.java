package dev.shippy.vessel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import dev.shippy.vessel.VesselRepository.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReserveQueueTest {

    private static final Deadline LATER = new Deadline(Long.MAX_VALUE);

    /** What the store was asked for, one list an update, and how each ends. */
    private final List<List<String>> updates = new ArrayList<>();

    private final List<Promise<Void>> ends = new ArrayList<>();
    private final ReserveQueue queue = new ReserveQueue(this::update);

    private Future<?> update(String vesselId, List<ReserveQueue.Entry> entries) {
        updates.add(entries.stream()
                .map(entry -> vesselId + "/" + entry.reservation().id())
                .toList());
        Promise<Void> end = Promise.promise();
        ends.add(end);
        return end.future()
                .onComplete(ended -> entries.forEach(entry -> {
                    if (ended.succeeded()) {
                        entry.answer().complete(Outcome.GRANTED);
                    } else {
                        entry.answer().fail(ended.cause());
                    }
                }));
    }

    @Test
    void sendsTheFirstAtOnceAndTogetherThoseThatComeMeanwhile() {
        List<Future<Outcome>> answers =
                IntStream.range(0, 5).mapToObj(n -> reserve("boat", n)).toList();
        assertEquals(List.of(List.of("boat/" + id(0))), updates);

        ends.get(0).complete();

        assertEquals(4, updates.get(1).size());
        assertTrue(answers.get(0).succeeded());
        assertTrue(answers.subList(1, 5).stream().noneMatch(Future::isComplete));
        ends.get(1).complete();
        assertTrue(answers.stream().allMatch(Future::succeeded));
        assertEquals(2, updates.size());
    }

    @Test
    void keepsNobodyWaitingForAnotherVessel() {
        reserve("boat", 0);
        reserve("ship", 1);
        assertEquals(List.of(List.of("boat/" + id(0)), List.of("ship/" + id(1))), updates);
    }

    @Test
    void sendsTheSameReservationTwiceOneAfterTheOther() {
        reserve("boat", 0);
        reserve("boat", 1);
        reserve("boat", 1);
        reserve("boat", 2);
        ends.get(0).complete();
        ends.get(1).complete();

        assertEquals(
                List.of(List.of("boat/" + id(0)), List.of("boat/" + id(1)), List.of("boat/" + id(1), "boat/" + id(2))),
                updates);
    }

    @Test
    void goesOnAfterAFailure() {
        Future<Outcome> first = reserve("boat", 0);
        Future<Outcome> second = reserve("boat", 1);
        ends.get(0).fail("the store is away");
        ends.get(1).complete();

        assertTrue(first.failed());
        assertTrue(second.succeeded());
        reserve("boat", 2);
        assertEquals(3, updates.size(), "who comes when nobody waits goes at once");
    }

    @Test
    void keepsNobodyWaitingAfterAnException() {
        ReserveQueue broken = new ReserveQueue((vesselId, entries) -> {
            throw new IllegalStateException("broken");
        });
        for (int number = 0; number < 3; number++) {
            Future<Outcome> answer = broken.reserve("boat", new Reservation(id(number), new Cargo(1, 1)), LATER, LATER);
            assertTrue(answer.failed(), "of " + number);
        }
    }

    @Test
    void turnsAwayWhoWouldWaitTooLong() {
        reserve("boat", 0);
        List<Future<Outcome>> waiting = IntStream.rangeClosed(1, ReserveQueue.MOST_WAITING)
                .mapToObj(n -> reserve("boat", n))
                .toList();
        assertTrue(waiting.stream().noneMatch(Future::isComplete));

        Future<Outcome> oneMore = reserve("boat", 9_999);

        assertEquals(ErrorCode.UNAVAILABLE, ((ServiceException) oneMore.cause()).code());
        assertFalse(reserve("ship", 10_000).isComplete());
    }

    @Test
    void sendsNoMoreTogetherThanItsBound() {
        IntStream.rangeClosed(0, ReserveQueue.MOST_TOGETHER + 10).forEach(n -> reserve("boat", n));
        ends.get(0).complete();
        ends.get(1).complete();
        assertEquals(
                List.of(1, ReserveQueue.MOST_TOGETHER, 10),
                updates.stream().map(List::size).toList());
    }

    @CanIgnoreReturnValue
    private Future<Outcome> reserve(String vesselId, int number) {
        return queue.reserve(vesselId, new Reservation(id(number), new Cargo(1, 1)), LATER, LATER);
    }

    private static String id(int number) {
        return String.format(Locale.ROOT, "%032x.0", number);
    }
}
