package dev.shippy.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.Event;
import dev.shippy.contracts.EventMessage;
import dev.shippy.contracts.Trace;
import dev.shippy.contracts.user.v1.UserEvent;
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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What every store of accounts keeps of what happened to them. */
interface OutboxSuite {

    Duration LONG = Duration.ofMinutes(10);
    Duration OVER_AT_ONCE = Duration.ofMillis(1);

    /**
     * Accounts with their events.
     *
     * @param told what the relay was told
     */
    record Store(UserRepository users, OutboxSource outbox, List<OutboxEntry> told) {}

    /**
     * A store without accounts.
     *
     * @param writersLease how long a writer has its events to itself
     * @param lease how long whoever claims has them
     */
    Store open(Duration writersLease, Duration lease);

    TestContext context();

    @Test
    default void tellsTheRelayOfASignUp() {
        Store store = open(LONG, LONG);
        NewAccount account = Samples.account();

        Account made = context().call(() -> store.users().insert(account)).orElseThrow();

        OutboxEntry entry = store.told().get(0);
        EventMessage event = entry.events().get(0);
        assertEquals(1, store.told().size());
        assertEquals(1, entry.events().size());
        assertEquals(account.id(), entry.entity());
        assertEquals(0, entry.attempts());
        assertEquals(Event.USER_CREATED, event.event());
        assertEquals(account.id(), event.entity());
        assertEquals(made.createdAt(), event.time());
        assertEquals(account.trace(), event.trace());
        assertEquals(
                UserEvent.newBuilder()
                        .setUserId(account.id())
                        .setOccurredAt(made.createdAt().toEpochMilli())
                        .build(),
                event.body());
    }

    @Test
    default void leavesAnEventToItsWriterWhileItsLeaseLasts() {
        Store store = open(LONG, LONG);
        context().call(() -> store.users().insert(Samples.account()));

        assertEquals(List.of(), claim(store, 10));
    }

    @Test
    default void givesAwayWhatAWriterHasLeft() {
        Store store = open(OVER_AT_ONCE, LONG);
        context().call(() -> store.users().insert(Samples.account()));

        OutboxEntry claimed = claimOne(store);

        OutboxEntry told = store.told().get(0);
        assertEquals(told.events(), claimed.events());
        assertTrue(claimed.due().isAfter(told.due()));
        assertEquals(List.of(), claim(store, 10));
    }

    @Test
    default void givesEachEntryToOneOfManyWhoClaimAtOnce() {
        Store store = open(OVER_AT_ONCE, LONG);
        IntStream.range(0, 40).forEach(n -> context().call(() -> store.users().insert(Samples.account())));
        Awaitility.await()
                .until(() -> Instant.now().isAfter(store.told().get(39).due()));

        List<List<OutboxEntry>> claims = context()
                .call(() -> Future.all(IntStream.range(0, 8)
                        .mapToObj(n -> store.outbox().claim(10))
                        .toList()))
                .list();

        List<String> claimed =
                claims.stream().flatMap(List::stream).map(OutboxEntry::entity).toList();
        assertTrue(claims.stream().allMatch(claim -> claim.size() <= 10));
        assertEquals(claimed.size(), claimed.stream().distinct().count());
        assertTrue(claimed.size() >= 10);
    }

    @Test
    default void claimsWhatIsDueLongestFirst() {
        Store store = open(OVER_AT_ONCE, LONG);
        List<String> ids = IntStream.range(0, 3)
                .mapToObj(n -> {
                    NewAccount account = Samples.account();
                    context().call(() -> store.users().insert(account));
                    context().call(() -> context().vertx.timer(2));
                    return account.id();
                })
                .toList();

        assertEquals(ids.get(0), claimOne(store).entity());
        assertEquals(ids.get(1), claimOne(store).entity());
    }

    @Test
    default void tellsNoMoreWhatWasPublished() {
        Store store = open(OVER_AT_ONCE, OVER_AT_ONCE);
        context().call(() -> store.users().insert(Samples.account()));
        assertEquals(1, context().call(() -> store.outbox().waiting(10)));

        published(store, claimOne(store));

        context().call(() -> context().vertx.timer(5));
        assertEquals(List.of(), claim(store, 10));
        assertEquals(0, context().call(() -> store.outbox().waiting(10)));
    }

    @Test
    default void takesAMarkOnlyFromWhoHasTheLease() {
        Store store = open(OVER_AT_ONCE, OVER_AT_ONCE);
        context().call(() -> store.users().insert(Samples.account()));
        OutboxEntry lost = claimOne(store);
        OutboxEntry taken = claimOne(store);

        published(store, lost);
        failed(store, lost, LONG);

        OutboxEntry again = claimOne(store);
        assertEquals(taken.events(), again.events());
        assertEquals(0, again.attempts());
    }

    @Test
    default void keepsWhatFailedForLater() {
        Store store = open(OVER_AT_ONCE, LONG);
        context().call(() -> store.users().insert(Samples.account()));
        context().call(() -> store.users().insert(Samples.account()));
        OutboxEntry first = claimOne(store);
        OutboxEntry second = claimOne(store);

        context()
                .call(() -> store.outbox()
                        .failed(List.of(
                                new Failure(first, "The stream EVENTS does not acknowledge", OVER_AT_ONCE),
                                new Failure(second, "The stream EVENTS does not acknowledge", LONG))));

        OutboxEntry again = claimOne(store);
        assertEquals(first.events(), again.events());
        assertEquals(1, again.attempts());
        assertEquals(List.of(), claim(store, 10));
    }

    @Test
    default void tellsOfADeletion() {
        Store store = open(LONG, LONG);
        NewAccount account = Samples.account();
        Trace trace = Trace.start();
        context().call(() -> store.users().insert(account));
        published(store, store.told().get(0));

        context().call(() -> store.users().delete(account.id(), trace));

        assertEquals(2, store.told().size());
        EventMessage event = store.told().get(1).events().get(0);
        assertEquals(1, store.told().get(1).events().size());
        assertEquals(Event.USER_DELETED, event.event());
        assertEquals(account.id(), event.entity());
        assertEquals(trace, event.trace());
        assertNotEquals(store.told().get(0).events().get(0).id(), event.id());
    }

    @Test
    default void tellsOfADeletionAfterWhatIsNotToldYet() {
        Store store = open(OVER_AT_ONCE, LONG);
        NewAccount account = Samples.account();
        context().call(() -> store.users().insert(account));
        OutboxEntry created = claimOne(store);

        context().call(() -> store.users().delete(account.id(), Trace.start()));
        published(store, created);

        List<Event> both = List.of(Event.USER_CREATED, Event.USER_DELETED);
        assertEquals(both, types(store.told().get(1)));
        OutboxEntry claimed = claimOne(store);
        assertEquals(both, types(claimed));
        published(store, claimed);
        assertEquals(List.of(), claim(store, 10));
    }

    @Test
    default void tellsNothingOfWhatDidNotHappen() {
        Store store = open(LONG, LONG);
        NewAccount account = Samples.account();
        context().call(() -> store.users().insert(account));

        context().call(() -> store.users().insert(account));
        context().call(() -> store.users().insertFirstAdmin(Samples.account(account.email(), true)));
        context().call(() -> store.users().delete("nobody", Trace.start()));

        assertEquals(1, store.told().size());
    }

    @Test
    default void saysOfTheFirstAdminThatNobodySignedUp() {
        Store store = open(LONG, LONG);

        context().call(() -> store.users().insertFirstAdmin(Samples.account(Samples.email(), true)));
        context().call(() -> store.users().insertFirstAdmin(Samples.account(Samples.email(), true)));

        assertEquals(1, store.told().size());
        UserEvent body = (UserEvent) store.told().get(0).events().get(0).body();
        assertTrue(body.getByService());
    }

    @Test
    default void tellsAgainWhatIsNotOlder() {
        Store store = open(LONG, LONG);
        List<Instant> times = IntStream.range(0, 5)
                .mapToObj(n -> {
                    context().call(() -> store.users().insert(Samples.account()));
                    context().call(() -> context().vertx.timer(2));
                    return store.told().get(n).events().get(0).time();
                })
                .toList();
        store.told().forEach(entry -> published(store, entry));

        Batch first = context().call(() -> store.outbox().republish(times.get(2), "", 2));
        Batch second = context()
                .call(() -> store.outbox().republish(times.get(2), first.next().orElseThrow(), 2));

        assertEquals(2, first.scheduled());
        assertEquals(new Batch(1, Optional.empty()), second);
        List<OutboxEntry> claimed = claim(store, 10);
        assertEquals(events(store.told().subList(2, 5)), events(claimed));
        assertEquals(
                new Batch(0, Optional.empty()),
                context().call(() -> store.outbox().republish(Instant.now().plusSeconds(60), "", 2)));
    }

    @Test
    default void tellsAgainAlsoWhatSomebodyIsTellingNow() {
        Store store = open(LONG, LONG);
        context().call(() -> store.users().insert(Samples.account()));
        OutboxEntry told = store.told().get(0);

        context().call(() -> store.outbox().republish(told.events().get(0).time(), "", 100));
        published(store, told);

        assertEquals(told.events(), claimOne(store).events());
    }

    private List<OutboxEntry> claim(Store store, int most) {
        return context().call(() -> store.outbox().claim(most));
    }

    /** As soon as there is one. */
    private OutboxEntry claimOne(Store store) {
        return Awaitility.await()
                .pollInterval(Duration.ofMillis(2))
                .until(() -> claim(store, 1), claimed -> !claimed.isEmpty())
                .get(0);
    }

    private void published(Store store, OutboxEntry entry) {
        context().call(() -> store.outbox().published(List.of(entry)));
    }

    private void failed(Store store, OutboxEntry entry, Duration pause) {
        context().call(() -> store.outbox().failed(List.of(new Failure(entry, "Not now", pause))));
    }

    private static Set<EventMessage> events(List<OutboxEntry> entries) {
        return entries.stream().flatMap(entry -> entry.events().stream()).collect(Collectors.toSet());
    }

    private static List<Event> types(OutboxEntry entry) {
        return entry.events().stream().map(EventMessage::event).toList();
    }
}
