package dev.shippy.consignment;

import static dev.shippy.consignment.Samples.await;
import static dev.shippy.consignment.Samples.freshId;
import static dev.shippy.consignment.Samples.pending;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.Event;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every repository promises. Fresh ids, so that one store serves all tests. */
interface ConsignmentRepositoryContract {

    /** Writes that wait begin before their deadline only. */
    long FAR = Long.MAX_VALUE / 2;

    ConsignmentRepository repository();

    @Test
    default void readsBackWhatItInserted() {
        Consignment consignment = pending("vessel1", 9_000);
        assertTrue(await(repository().insert(consignment)));
        assertEquals(Optional.of(consignment), await(repository().find(consignment.id())));
    }

    @Test
    default void readsBackARejectedOneWithItsEvent() {
        Consignment consignment = Consignment.accepted(
                freshId(), "user1", 1_000, Samples.draft(), Optional.empty(), new Deadline(9_000), Samples.TRACE);
        assertTrue(await(repository().insert(consignment)));
        Consignment stored = await(repository().find(consignment.id())).orElseThrow();
        assertEquals(consignment, stored);
        assertEquals(State.REJECTED, stored.state());
        assertEquals(Event.CONSIGNMENT_REJECTED, stored.events().get(0).type());
    }

    @Test
    default void findsNothingUnderAnUnknownId() {
        assertEquals(Optional.empty(), await(repository().find(freshId())));
    }

    @Test
    default void leavesTheFirstOfTwoInsertsAlone() {
        Consignment first = stored("vessel1");
        Consignment second = pending(first.id(), first.owner(), 2_000, "vessel2", 9_999);
        assertFalse(await(repository().insert(second)));
        assertEquals(Optional.of(first), await(repository().find(first.id())));
    }

    @Test
    default void insertsOneOfTwentyThatRace() {
        String id = freshId();
        List<Future<Boolean>> inserts = IntStream.range(0, 20)
                .mapToObj(n -> repository().insert(pending(id, "user1", n, "vessel" + n, FAR)))
                .toList();
        assertEquals(1, inserts.stream().filter(Samples::await).count());
    }

    @Test
    default void tellsManyInsertsAtOnceApart() {
        List<Consignment> all = IntStream.range(0, 150)
                .mapToObj(n -> n % 3 == 0 ? insert(pending("vessel1", FAR)) : pending("vessel1", FAR))
                .toList();

        List<Future<Boolean>> inserts =
                all.stream().map(each -> repository().insert(each)).toList();

        for (int n = 0; n < all.size(); n++) {
            assertEquals(n % 3 != 0, await(inserts.get(n)), "insert " + n);
            assertEquals(
                    Optional.of(all.get(n)), await(repository().find(all.get(n).id())));
        }
    }

    @Test
    default void tellsManyDecisionsAtOnceApart() {
        List<Consignment> all = IntStream.range(0, 150)
                .mapToObj(n -> insert(pending("vessel1", FAR)))
                .toList();
        IntStream.range(0, all.size()).filter(n -> n % 3 == 0).forEach(n -> takeOver(all.get(n), 20_000));

        List<Future<Optional<Consignment>>> decisions = all.stream()
                .map(each -> repository().book(each, each.event(Event.CONSIGNMENT_BOOKED, 5_000, Samples.TRACE)))
                .toList();

        for (int n = 0; n < all.size(); n++) {
            Optional<Consignment> booked = await(decisions.get(n));
            assertEquals(n % 3 != 0, booked.isPresent(), "decision " + n);
            Consignment stored = await(repository().find(all.get(n).id())).orElseThrow();
            assertEquals(booked.isPresent() ? State.BOOKED : State.PENDING, stored.state());
            booked.ifPresent(answer -> assertEquals(answer, stored));
        }
    }

    @Test
    default void booksInItsEpoch() {
        Consignment pending = stored("vessel1");
        BookingEvent event = pending.event(Event.CONSIGNMENT_BOOKED, 5_000, Samples.TRACE);
        Consignment booked = await(repository().book(pending, event)).orElseThrow();
        assertEquals(Change.of(pending).state(State.BOOKED).event(event).apply(), booked);
        assertEquals(Optional.of(booked), await(repository().find(pending.id())));
    }

    @Test
    default void booksOnlyOnce() {
        Consignment pending = stored("vessel1");
        book(pending);
        assertNothing(
                () -> repository().book(pending, pending.event(Event.CONSIGNMENT_BOOKED, 6_000, Samples.TRACE)),
                pending);
    }

    @Test
    default void doesNotBookForADriverThatHasLost() {
        Consignment pending = stored("vessel1");
        takeOver(pending, 20_000);
        assertNothing(
                () -> repository().book(pending, pending.event(Event.CONSIGNMENT_BOOKED, 5_000, Samples.TRACE)),
                pending);
    }

    @Test
    default void goesOnToTheNextAttempt() {
        Consignment pending = stored("vessel1");
        Consignment next = await(repository().nextAttempt(pending, "vessel2")).orElseThrow();
        assertEquals(new Attempt(1, "vessel2", false), next.attempt());
        assertEquals(List.of("vessel1"), next.refused());
        assertEquals(List.of("vessel1", "vessel2"), next.tried());
        Consignment third = await(repository().nextAttempt(next, "vessel3")).orElseThrow();
        assertEquals(List.of("vessel1", "vessel2"), third.refused());
    }

    @Test
    default void goesOnOnlyFromTheAttemptItKnows() {
        Consignment pending = stored("vessel1");
        assertTrue(await(repository().nextAttempt(pending, "vessel2")).isPresent());
        assertNothing(() -> repository().nextAttempt(pending, "vessel3"), pending);
        assertNothing(() -> repository().close(pending), pending);
    }

    @Test
    default void doesNotGoOnForADriverThatHasLost() {
        Consignment pending = stored("vessel1");
        takeOver(pending, 20_000);
        assertNothing(() -> repository().nextAttempt(pending, "vessel2"), pending);
        assertNothing(() -> repository().close(pending), pending);
        assertNothing(
                () -> repository().reject(pending, pending.event(Event.CONSIGNMENT_REJECTED, 5_000, Samples.TRACE)),
                pending);
    }

    @Test
    default void recordsThatAnAttemptIsGivenUpAndOpensTheNext() {
        Consignment pending = takeOver(stored("vessel1"), 20_000);
        Consignment closing = await(repository().close(pending)).orElseThrow();
        assertEquals(new Attempt(0, "vessel1", true), closing.attempt());
        Consignment again = takeOver(closing, 30_000);
        assertTrue(again.attempt().closing());
        Consignment next = await(repository().nextAttempt(again, "vessel2")).orElseThrow();
        assertEquals(new Attempt(1, "vessel2", false), next.attempt());
    }

    @Test
    default void rejectsInItsEpoch() {
        Consignment pending = stored("vessel1");
        BookingEvent event = pending.event(Event.CONSIGNMENT_REJECTED, 5_000, Samples.TRACE);
        Consignment rejected = await(repository().reject(pending, event)).orElseThrow();
        assertEquals(Change.of(pending).state(State.REJECTED).event(event).apply(), rejected);
        assertNothing(
                () -> repository().book(pending, pending.event(Event.CONSIGNMENT_BOOKED, 6_000, Samples.TRACE)),
                pending);
    }

    @Test
    default void findsThePendingOnesPastTheirDeadlineMostOverdueFirst() {
        // A deadline range of its own: the store is shared with other tests.
        long base = -ThreadLocalRandom.current().nextLong(1L << 40, 1L << 50);
        Consignment late = insert(pending("vessel1", base + 2));
        Consignment later = insert(pending("vessel1", base + 1));
        Consignment onTime = insert(pending("vessel1", base + 3));
        book(insert(pending("vessel1", base)));
        List<Overdue> found = await(repository().overdue(base + 3, 100)).stream()
                .filter(it -> it.deadline().unixMillis() >= base)
                .toList();
        assertEquals(List.of(overdue(later), overdue(late)), found);
        assertFalse(found.contains(overdue(onTime)));
        assertEquals(1, await(repository().overdue(base + 3, 1)).size());
    }

    @Test
    default void letsOneOfTwentyTakeOver() {
        Consignment pending = stored("vessel1");
        List<Future<Optional<Consignment>>> takeovers = IntStream.range(0, 20)
                .mapToObj(n -> repository().takeOver(overdue(pending), new Deadline(20_000 + n)))
                .toList();
        List<Consignment> taken =
                takeovers.stream().map(Samples::await).flatMap(Optional::stream).toList();
        assertEquals(1, taken.size());
        assertEquals(1, taken.get(0).epoch());
        assertTrue(taken.get(0).deadline().unixMillis() >= 20_000);
        assertEquals(Optional.of(taken.get(0)), await(repository().find(pending.id())));
    }

    @Test
    default void takesOverWithTheAttemptAsItIsNow() {
        Consignment pending = stored("vessel1");
        Overdue seen = overdue(pending);
        assertTrue(await(repository().nextAttempt(pending, "vessel2")).isPresent());
        Consignment taken =
                await(repository().takeOver(seen, new Deadline(20_000))).orElseThrow();
        assertEquals(new Attempt(1, "vessel2", false), taken.attempt());
        assertEquals(List.of("vessel1"), taken.refused());
    }

    @Test
    default void takesOverOnlyWhatIsPendingInThatEpochWithThatDeadline() {
        Consignment pending = stored("vessel1");
        assertNothing(
                () -> repository().takeOver(new Overdue(pending.id(), 1, pending.deadline()), new Deadline(20_000)),
                pending);
        assertNothing(
                () -> repository().takeOver(new Overdue(pending.id(), 0, new Deadline(8_999)), new Deadline(20_000)),
                pending);
        book(pending);
        assertNothing(() -> repository().takeOver(overdue(pending), new Deadline(20_000)), pending);
    }

    @Test
    default void cancelsWhatIsBookedOnceAndForAll() {
        Consignment booked = book(stored("vessel1"));
        Consignment cancelling = await(repository().cancel(booked.id())).orElseThrow();
        assertEquals(Change.of(booked).state(State.CANCELLING).apply(), cancelling);
        assertNothing(() -> repository().cancel(booked.id()), booked);
        BookingEvent event = booked.event(Event.CONSIGNMENT_CANCELLED, 7_000, Samples.TRACE);
        Consignment cancelled =
                await(repository().cancelled(booked.id(), event)).orElseThrow();
        assertEquals(Change.of(cancelling).state(State.CANCELLED).event(event).apply(), cancelled);
        assertNothing(() -> repository().cancelled(booked.id(), event), booked);
        assertNothing(() -> repository().cancel(booked.id()), booked);
    }

    @Test
    default void cancelsNothingThatIsNotBooked() {
        Consignment pending = stored("vessel1");
        BookingEvent event = pending.event(Event.CONSIGNMENT_CANCELLED, 7_000, Samples.TRACE);
        assertNothing(() -> repository().cancel(pending.id()), pending);
        assertNothing(() -> repository().cancelled(pending.id(), event), pending);
        Consignment booked = book(pending);
        assertNothing(() -> repository().cancelled(booked.id(), event), booked);
        assertEquals(Optional.empty(), await(repository().cancel(freshId())));
    }

    @Test
    default void findsTheHalfCancelledOnesInOrder() {
        List<String> ids = IntStream.range(0, 3)
                .mapToObj(n -> book(stored("vessel1")).id())
                .sorted()
                .toList();
        ids.forEach(id -> assertTrue(await(repository().cancel(id)).isPresent()));
        assertEquals(
                ids,
                await(repository().cancelling("", 1_000)).stream()
                        .filter(ids::contains)
                        .toList());
        assertEquals(
                ids.get(1),
                await(repository().cancelling(ids.get(0), 1_000)).stream()
                        .filter(ids::contains)
                        .findFirst()
                        .orElseThrow());
        assertEquals(1, await(repository().cancelling("", 1)).size());
    }

    private Consignment stored(String vessel) {
        return insert(pending(vessel, 9_000));
    }

    @CanIgnoreReturnValue
    private Consignment insert(Consignment consignment) {
        assertTrue(await(repository().insert(consignment)));
        return consignment;
    }

    @CanIgnoreReturnValue
    private Consignment book(Consignment pending) {
        return await(repository().book(pending, pending.event(Event.CONSIGNMENT_BOOKED, 5_000, Samples.TRACE)))
                .orElseThrow();
    }

    @CanIgnoreReturnValue
    private Consignment takeOver(Consignment pending, long deadline) {
        return await(repository().takeOver(overdue(pending), new Deadline(deadline)))
                .orElseThrow();
    }

    private static Overdue overdue(Consignment consignment) {
        return new Overdue(consignment.id(), consignment.epoch(), consignment.deadline());
    }

    /** The update matches nothing, and changes nothing. */
    private void assertNothing(Supplier<Future<Optional<Consignment>>> update, Consignment consignment) {
        Optional<Consignment> before = await(repository().find(consignment.id()));
        assertEquals(Optional.empty(), await(update.get()));
        assertEquals(before, await(repository().find(consignment.id())));
    }
}
