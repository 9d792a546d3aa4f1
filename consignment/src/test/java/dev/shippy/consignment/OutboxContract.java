package dev.shippy.consignment;

import static dev.shippy.consignment.Samples.await;
import static dev.shippy.consignment.Samples.freshId;
import static dev.shippy.consignment.Samples.pending;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.Event;
import dev.shippy.contracts.EventMessage;
import dev.shippy.contracts.consignment.v1.ConsignmentEvent;
import dev.shippy.runtime.outbox.OutboxEntry;
import dev.shippy.runtime.outbox.OutboxSource;
import dev.shippy.runtime.outbox.OutboxSource.Batch;
import dev.shippy.runtime.outbox.OutboxSource.Failure;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of consignments keeps of what happened to them. It is what {@link #clock} says. */
interface OutboxContract {

    long NOW = 1_700_000_000_000L;
    Duration WRITERS_LEASE = Duration.ofSeconds(5);
    Duration LEASE = Duration.ofSeconds(60);

    /**
     * Consignments with their events.
     *
     * @param told what the relay was told
     */
    record Store(ConsignmentRepository repository, OutboxSource outbox, List<OutboxEntry> told) {}

    /** The test's own, and empty. */
    Store store();

    TestClock clock();

    @Test
    default void tellsTheRelayOfABooking() {
        Consignment booked = booked();

        OutboxEntry entry = only(store().told());
        EventMessage event = only(entry.events());
        assertEquals(booked.id(), entry.entity());
        assertEquals(1, entry.total());
        assertEquals(0, entry.attempts());
        assertEquals(Instant.ofEpochMilli(NOW).plus(WRITERS_LEASE), entry.due());
        assertEquals(booked.id() + "-booked", event.id());
        assertEquals(Event.CONSIGNMENT_BOOKED, event.event());
        assertEquals(booked.id(), event.entity());
        assertEquals(Samples.TRACE, event.trace());
        assertEquals(Instant.ofEpochMilli(NOW), event.time());
        assertEquals(
                ConsignmentEvent.newBuilder()
                        .setConsignmentId(booked.id())
                        .setUserId(booked.owner())
                        .setVesselId("vessel1")
                        .setOccurredAt(NOW)
                        .build(),
                event.body());
    }

    @Test
    default void tellsTheRelayOfARejectionHoweverItComes() {
        Consignment atOnce = Consignment.accepted(
                freshId(), "user1", NOW, Samples.draft(), Optional.empty(), new Deadline(NOW), Samples.TRACE);
        Consignment later = inserted();
        assertTrue(await(store().repository().insert(atOnce)));
        assertTrue(await(
                        store().repository().reject(later, later.event(Event.CONSIGNMENT_REJECTED, NOW, Samples.TRACE)))
                .isPresent());

        assertEquals(2, store().told().size());
        for (OutboxEntry entry : store().told()) {
            EventMessage event = only(entry.events());
            assertEquals(Event.CONSIGNMENT_REJECTED, event.event());
            assertEquals("", ((ConsignmentEvent) event.body()).getVesselId());
        }
    }

    @Test
    default void tellsTheRelayOfThoseThatWereDecidedOfManyAtOnce() {
        List<Consignment> all = IntStream.range(0, 30)
                .mapToObj(n -> Samples.pending("vessel1", Long.MAX_VALUE / 2))
                .toList();
        all.forEach(each -> assertTrue(await(store().repository().insert(each))));
        // Others have taken every second one over.
        List<Consignment> known = IntStream.range(0, all.size())
                .mapToObj(n ->
                        n % 2 == 0 ? all.get(n) : Change.of(all.get(n)).epoch(1).apply())
                .toList();

        List<Future<Optional<Consignment>>> decisions = known.stream()
                .map(each -> store().repository().book(each, each.event(Event.CONSIGNMENT_BOOKED, NOW, Samples.TRACE)))
                .toList();

        Set<String> made = decisions.stream()
                .map(Samples::await)
                .flatMap(Optional::stream)
                .map(Consignment::id)
                .collect(Collectors.toSet());
        assertEquals(15, made.size());
        assertEquals(made, store().told().stream().map(OutboxEntry::entity).collect(Collectors.toSet()));
        assertEquals(15, store().told().size());
        assertEquals(
                Set.of(Instant.ofEpochMilli(NOW).plus(WRITERS_LEASE)),
                store().told().stream().map(OutboxEntry::due).collect(Collectors.toSet()));
    }

    @Test
    default void tellsNothingOfWhatDidNotHappen() {
        Consignment pending = inserted();
        assertTrue(await(store().repository().nextAttempt(pending, "vessel2")).isPresent());
        Consignment booked = booked();
        var unused = await(
                store().repository().book(booked, booked.event(Event.CONSIGNMENT_BOOKED, NOW + 1, Samples.TRACE)));
        assertTrue(await(store().repository().cancel(booked.id())).isPresent());

        assertEquals(1, store().told().size());
    }

    @Test
    default void leavesAnEventToItsWriterWhileItsLeaseLasts() {
        booked();
        clock().advance(WRITERS_LEASE.minusMillis(1));
        assertEquals(List.of(), claim(10));

        clock().advance(Duration.ofMillis(1));

        OutboxEntry claimed = only(claim(10));
        assertEquals(only(store().told()).events(), claimed.events());
        assertEquals(Instant.ofEpochMilli(clock().millis()).plus(LEASE), claimed.due());
        assertEquals(List.of(), claim(10));
    }

    @Test
    default void claimsWhatIsDueLongestFirst() {
        List<String> ids = IntStream.range(0, 5)
                .mapToObj(n -> {
                    clock().advance(Duration.ofMillis(1));
                    return booked().id();
                })
                .toList();
        clock().advance(LEASE);

        List<String> claimed = claim(2).stream().map(OutboxEntry::entity).toList();
        assertEquals(2, claimed.size());
        assertTrue(claimed.containsAll(ids.subList(0, 2)));
        assertEquals(3, claim(10).size());
    }

    @Test
    default void givesEachEntryToOneOfManyWhoClaimAtOnce() {
        IntStream.range(0, 20).forEach(n -> booked());
        clock().advance(LEASE);

        List<Future<List<OutboxEntry>>> claims =
                IntStream.range(0, 8).mapToObj(n -> store().outbox().claim(10)).toList();
        List<String> claimed = claims.stream()
                .flatMap(claim -> await(claim).stream())
                .map(OutboxEntry::entity)
                .toList();

        assertEquals(claimed.size(), claimed.stream().distinct().count());
        assertTrue(claimed.size() >= 10);
    }

    @Test
    default void tellsNoMoreWhatWasPublished() {
        booked();
        assertEquals(1, await(store().outbox().waiting(10)));

        published(only(store().told()));

        clock().advance(LEASE);
        assertEquals(List.of(), claim(10));
        assertEquals(0, await(store().outbox().waiting(10)));
    }

    @Test
    default void tellsACancellationAfterABookingThatIsPublished() {
        Consignment booked = booked();
        published(only(store().told()));

        cancelled(booked);

        OutboxEntry entry = store().told().get(1);
        assertEquals(2, entry.total());
        assertEquals(booked.id() + "-cancelled", only(entry.events()).id());
        published(entry);
        clock().advance(LEASE);
        assertEquals(List.of(), claim(10));
    }

    @Test
    default void tellsACancellationTogetherWithABookingThatIsNotPublished() {
        Consignment booked = booked();
        // The same due time on purpose: only the number of events tells them apart.
        cancelled(booked);
        published(store().told().get(0));
        failed(store().told().get(0), Duration.ofHours(1));

        assertEquals(bothOf(booked), ids(store().told().get(1)));
        clock().advance(WRITERS_LEASE);
        OutboxEntry claimed = only(claim(10));
        assertEquals(bothOf(booked), ids(claimed));
        assertEquals(0, claimed.attempts());
        published(claimed);
        clock().advance(LEASE);
        assertEquals(List.of(), claim(10));
    }

    @Test
    default void takesAMarkOnlyFromWhoHasTheLease() {
        booked();
        clock().advance(WRITERS_LEASE);
        OutboxEntry taken = only(claim(10));

        published(only(store().told()));
        failed(only(store().told()), Duration.ofHours(1));

        clock().advance(LEASE);
        OutboxEntry again = only(claim(10));
        assertEquals(taken.events(), again.events());
        assertEquals(0, again.attempts());
    }

    @Test
    default void keepsWhatFailedForLater() {
        booked();
        failed(only(store().told()), Duration.ofSeconds(30));
        clock().advance(Duration.ofMillis(29_999));
        assertEquals(List.of(), claim(10));

        clock().advance(Duration.ofMillis(1));

        OutboxEntry again = only(claim(10));
        assertEquals(1, again.attempts());
        failed(again, Duration.ZERO);
        OutboxEntry third = only(claim(10));
        assertEquals(2, third.attempts());
        published(third);
    }

    @Test
    default void marksManyAtOnceAndLeavesWhatChanged() {
        List<Consignment> booked =
                IntStream.range(0, 10).mapToObj(n -> booked()).toList();
        List<OutboxEntry> told = List.copyOf(store().told());
        cancelled(booked.get(3));

        await(store().outbox().published(told));

        clock().advance(LEASE);
        OutboxEntry left = only(claim(20));
        assertEquals(bothOf(booked.get(3)), ids(left));
    }

    @Test
    default void tellsAgainEverythingOfWhatHasAnEventThatIsNotOlder() {
        Consignment old = booked();
        Consignment cancelledLater = booked();
        clock().advance(Duration.ofHours(1));
        long since = clock().millis();
        cancelled(cancelledLater);
        Consignment young = booked();
        inserted();
        store().told().forEach(this::published);
        clock().advance(Duration.ofMinutes(1));

        assertEquals(2, republishOneByOne(since));

        List<OutboxEntry> claimed = claim(10);
        assertEquals(2, claimed.size());
        assertTrue(claimed.stream().noneMatch(entry -> entry.entity().equals(old.id())));
        assertTrue(claimed.stream().anyMatch(entry -> ids(entry).equals(bothOf(cancelledLater))));
        assertTrue(claimed.stream().anyMatch(entry -> ids(entry).equals(List.of(young.id() + "-booked"))));
    }

    @Test
    default void tellsAgainAlsoWhatSomebodyIsTellingNow() {
        booked();
        OutboxEntry telling = only(store().told());

        assertEquals(
                1,
                await(store().outbox().republish(Instant.ofEpochMilli(1), "", 10))
                        .scheduled());
        published(telling);

        assertEquals(telling.events(), only(claim(10)).events());
    }

    private long republishOneByOne(long since) {
        long scheduled = 0;
        Optional<String> next = Optional.of("");
        while (next.isPresent()) {
            Batch batch = await(store().outbox().republish(Instant.ofEpochMilli(since), next.orElseThrow(), 1));
            assertTrue(batch.scheduled() <= 1, batch.toString());
            scheduled += batch.scheduled();
            next = batch.next();
        }
        return scheduled;
    }

    @CanIgnoreReturnValue
    private Consignment inserted() {
        Consignment pending = pending("vessel1", NOW);
        assertTrue(await(store().repository().insert(pending)));
        return pending;
    }

    @CanIgnoreReturnValue
    private Consignment booked() {
        Consignment pending = inserted();
        BookingEvent event = pending.event(Event.CONSIGNMENT_BOOKED, clock().millis(), Samples.TRACE);
        return await(store().repository().book(pending, event)).orElseThrow();
    }

    private void cancelled(Consignment booked) {
        assertTrue(await(store().repository().cancel(booked.id())).isPresent());
        BookingEvent event = booked.event(Event.CONSIGNMENT_CANCELLED, clock().millis(), Samples.TRACE);
        assertTrue(await(store().repository().cancelled(booked.id(), event)).isPresent());
    }

    private List<OutboxEntry> claim(int most) {
        return await(store().outbox().claim(most));
    }

    private void published(OutboxEntry entry) {
        await(store().outbox().published(List.of(entry)));
    }

    private void failed(OutboxEntry entry, Duration pause) {
        await(store().outbox().failed(List.of(new Failure(entry, "The stream EVENTS does not acknowledge", pause))));
    }

    private static List<String> bothOf(Consignment consignment) {
        return List.of(consignment.id() + "-booked", consignment.id() + "-cancelled");
    }

    private static List<String> ids(OutboxEntry entry) {
        return entry.events().stream().map(EventMessage::id).toList();
    }

    private static <T> T only(List<T> list) {
        assertEquals(1, list.size(), list.toString());
        return list.get(0);
    }
}
