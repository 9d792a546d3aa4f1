package dev.shippy.runtime.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.shippy.contracts.ServiceException;
import dev.shippy.runtime.Health;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxRelayTest {

    private static final Duration NEVER = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration POLL = Duration.ofMillis(20);

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final FakePublisher publisher = new FakePublisher();
    private final AtomicReference<Future<Boolean>> stream = new AtomicReference<>(Future.succeededFuture(true));

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void publishesAtOnceWhatItIsPokedWith() {
        FakeOutbox source = new FakeOutbox(NEVER);
        OutboxRelay relay = started(source, new OutboxConfig(NEVER, NEVER, 10));

        poke(relay, source.write("ada", 1));

        soon().until(() -> source.isPublished("ada"));
        assertEquals(List.of("ada-1"), publisher.told());
    }

    @Test
    void reportsHowManyEventsWaitAndWhy() {
        FakeOutbox source = new FakeOutbox(NEVER);
        stream.set(Future.failedFuture(ServiceException.unavailable("The stream EVENTS does not acknowledge", null)));
        OutboxRelay relay = started(source, new OutboxConfig(NEVER, POLL, 10));
        source.leave("ada", 1);
        source.leave("bob", 2);

        assertEquals(
                new Health(
                        List.of("Events wait in the outbox: The stream EVENTS does not acknowledge"),
                        OptionalLong.of(2),
                        false),
                relay.health().await());

        stream.set(Future.succeededFuture(true));
        soon().until(source::isAllPublished);
        soon().until(() -> new Health(List.of(), OptionalLong.of(0), false)
                .equals(relay.health().await()));
    }

    @Test
    void reportsNoCountWhenTheSourceIsUnavailable() {
        FakeOutbox source = new FakeOutbox(NEVER);
        OutboxRelay relay = started(source, new OutboxConfig(NEVER, POLL, 10));
        source.refuse(Optional.of(ServiceException.unavailable("away", null)));

        assertEquals(
                new Health(List.of(), OptionalLong.empty(), true),
                relay.health().await());
    }

    @Test
    void findsWhatAWriterHasLeft() {
        FakeOutbox source = new FakeOutbox(NEVER);
        source.leave("ada", 1);

        var unused = started(source, new OutboxConfig(NEVER, POLL, 10));
        soon().until(() -> source.isPublished("ada"));
        source.leave("bob", 1);

        soon().until(source::isAllPublished);
    }

    @Test
    void leavesWhatIsLeasedToItsHolderUntilTheLeaseEnds() {
        FakeOutbox source = new FakeOutbox(SHORT);
        OutboxEntry leased = source.write("ada", 1);

        var unused = started(source, new OutboxConfig(SHORT, POLL, 10));

        soon().until(() -> !publisher.told().isEmpty());
        assertFalse(Instant.now().isBefore(leased.due()));
    }

    @Test
    void takesOverFromARelayThatHangs() {
        FakeOutbox source = new FakeOutbox(SHORT);
        FakePublisher hanging = new FakePublisher();
        hanging.hang(entity -> true);
        OutboxRelay first = relay(source, hanging, new OutboxConfig(SHORT, NEVER, 10));
        run(first::start);
        poke(first, source.write("ada", 1));
        soon().until(() -> !hanging.told().isEmpty());

        var unused = started(source, new OutboxConfig(SHORT, POLL, 10));

        soon().until(() -> source.isPublished("ada"));
        assertEquals(List.of("ada-1"), publisher.told());
    }

    @Test
    void publishesEachOnceWhateverTheNumberOfRelays() {
        FakeOutbox source = new FakeOutbox(NEVER);
        IntStream.range(0, 200).forEach(n -> source.leave("e" + n, 1));

        for (int relays = 0; relays < 3; relays++) {
            var unused = started(source, new OutboxConfig(NEVER, POLL, 7));
        }

        soon().until(source::isAllPublished);
        assertEquals(200, publisher.told().size());
    }

    @Test
    void publishesTheEventsOfAnEntityInTheirOrder() {
        FakeOutbox source = new FakeOutbox(NEVER);
        publisher.hang(entity -> true);
        OutboxRelay relay = started(source, new OutboxConfig(NEVER, NEVER, 10));

        poke(relay, source.write("ada", 3));

        for (List<String> told :
                List.of(List.of("ada-1"), List.of("ada-1", "ada-2"), List.of("ada-1", "ada-2", "ada-3"))) {
            soon().until(() -> publisher.told().equals(told));
            assertFalse(source.isPublished("ada"));
            acknowledge();
        }
        soon().until(() -> source.isPublished("ada"));
    }

    @Test
    void tellsNoLaterEventOfAnEntityWhenAnEarlierOneFails() {
        FakeOutbox source = new FakeOutbox(NEVER);
        publisher.fail(entity -> true);
        OutboxRelay relay = started(source, new OutboxConfig(NEVER, NEVER, 10));

        poke(relay, source.write("ada", 2));

        soon().until(() -> source.attempts("ada") == 1);
        assertEquals(List.of("ada-1"), publisher.told());
    }

    @Test
    void goesOnWithTheOthersWhileOneFails() {
        FakeOutbox source = new FakeOutbox(NEVER);
        publisher.fail("bad"::equals);
        source.leave("bad", 1);
        IntStream.range(0, 50).forEach(n -> source.leave("e" + n, 1));

        OutboxRelay relay = started(source, new OutboxConfig(NEVER, POLL, 4));
        soon().until(() -> source.attempts("bad") >= 2);
        poke(relay, source.write("late", 1));

        soon().until(() -> source.isPublished("late"));
        soon().until(() -> IntStream.range(0, 50).allMatch(n -> source.isPublished("e" + n)));
        assertFalse(source.isPublished("bad"));
        assertEquals("The stream does not acknowledge", source.lastError("bad"));
        publisher.fail(entity -> false);
        soon().until(source::isAllPublished);
    }

    @Test
    void triesLessOftenWhatKeepsFailing() {
        FakeOutbox source = new FakeOutbox(NEVER);
        publisher.fail(entity -> true);
        source.leave("bad", 1);
        var unused = started(source, new OutboxConfig(NEVER, POLL, 4));

        soon().until(() -> source.attempts("bad") == 1);
        Duration first = Duration.between(Instant.now(), source.due("bad"));
        soon().until(() -> source.attempts("bad") == 3);
        Duration third = Duration.between(Instant.now(), source.due("bad"));

        assertTrue(first.toMillis() <= 250, first.toString());
        assertTrue(third.toMillis() > 500 && third.toMillis() <= 1_000, third.toString());
    }

    @Test
    void triesNextToNothingWhileNothingGetsThrough() {
        FakeOutbox source = new FakeOutbox(NEVER);
        publisher.fail(entity -> true);
        IntStream.range(0, 500).forEach(n -> source.leave("e" + n, 1));
        Instant begin = Instant.now();

        OutboxRelay relay = started(source, new OutboxConfig(NEVER, POLL, 100));
        IntStream.range(0, 100).forEach(n -> poke(relay, source.write("fresh" + n, 1)));
        soon().until(() -> publisher.told().size() >= 10);

        // The first look comes at once, and before it a poke may be tried.
        long looks = Duration.between(begin, Instant.now()).dividedBy(POLL) + 2;
        assertTrue(publisher.told().size() <= looks, publisher.told().size() + " in " + looks);
        assertTrue(source.claims() <= looks, source.claims() + " in " + looks);
        publisher.fail(entity -> false);
        soon().until(source::isAllPublished);
    }

    @Test
    void stopsTryingOnceSeveralInARowHaveFailed() {
        FakeOutbox source = new FakeOutbox(NEVER);
        OutboxRelay relay = started(source, new OutboxConfig(NEVER, NEVER, 2));
        poke(relay, source.write("ada", 1));
        soon().until(() -> source.isPublished("ada"));
        publisher.fail(entity -> true);

        IntStream.range(0, 50).forEach(n -> poke(relay, source.write("e" + n, 1)));

        soon().until(() -> source.attempts("e2") == 1);
        run(Future::succeededFuture);
        assertTrue(publisher.told().size() <= 5, publisher.told().toString());
    }

    @Test
    void keepsWithinItsBound() {
        FakeOutbox source = new FakeOutbox(NEVER);
        OutboxRelay relay = started(source, new OutboxConfig(NEVER, POLL, 4));
        poke(relay, source.write("ada", 1));
        soon().until(() -> source.isPublished("ada"));
        publisher.hang(entity -> true);
        IntStream.range(0, 40).forEach(n -> source.leave("e" + n, 1));
        IntStream.range(0, 40).forEach(n -> poke(relay, source.write("p" + n, 1)));

        soon().until(() -> {
            acknowledge();
            return source.isAllPublished();
        });

        assertEquals(4, publisher.mostOpen());
        assertTrue(source.mostClaimed() <= 4);
        assertEquals(81, publisher.told().size());
    }

    @Test
    void leavesWhatIsTooMuchToRememberUntilItsLeaseIsOver() {
        FakeOutbox source = new FakeOutbox(NEVER);
        OutboxRelay relay = started(source, new OutboxConfig(NEVER, POLL, 50));
        poke(relay, source.write("ada", 1));
        soon().until(() -> source.isPublished("ada"));
        publisher.hang(entity -> true);

        IntStream.range(0, 1_500).forEach(n -> poke(relay, source.write("e" + n, 1)));
        soon().until(() -> {
            acknowledge();
            return source.isPublished("e1049");
        });
        run(() -> vertx.timer(100));
        acknowledge();
        assertEquals(1 + 50 + 1_000, publisher.told().size());

        publisher.hang(entity -> false);
        IntStream.range(1_050, 1_500).forEach(n -> source.due("e" + n, Instant.EPOCH));
        soon().until(source::isAllPublished);
    }

    @Test
    void goesOnAtOnceWhileThereIsMore() {
        FakeOutbox source = new FakeOutbox(NEVER);
        IntStream.range(0, 300).forEach(n -> source.leave("e" + n, 1));

        var unused = started(source, new OutboxConfig(NEVER, NEVER, 10));

        soon().until(source::isAllPublished);
    }

    @Test
    void looksSeldomWhenALookTakesLong() {
        FakeOutbox source = new FakeOutbox(NEVER);
        source.slowLooks(() -> vertx.timer(50));

        var unused = started(source, new OutboxConfig(NEVER, Duration.ofMillis(1), 10));
        run(() -> vertx.timer(1_200));

        assertTrue(source.claims() >= 2 && source.claims() <= 4, source.claims() + " looks");
    }

    @Test
    void leavesWhatHasWaitedForTooLongToWhoeverClaimsIt() {
        FakeOutbox source = new FakeOutbox(SHORT);
        publisher.hang("first"::equals);
        OutboxRelay relay = started(source, new OutboxConfig(SHORT, NEVER, 1));
        poke(relay, source.write("first", 1));
        OutboxEntry second = source.write("second", 1);
        poke(relay, second);
        soon().until(() -> Instant.now().isAfter(second.due().plusMillis(50)));

        acknowledge();

        poke(relay, source.write("third", 1));
        soon().until(() -> source.isPublished("third"));
        assertEquals(List.of("first-1", "third-1"), publisher.told());
    }

    @Test
    void marksTogetherWhatWasPublishedMeanwhile() {
        FakeOutbox source = new FakeOutbox(NEVER);
        Promise<Void> slow = Promise.promise();
        source.holdMarks(slow.future());
        OutboxRelay relay = started(source, new OutboxConfig(NEVER, NEVER, 100));

        IntStream.range(0, 60).forEach(n -> poke(relay, source.write("e" + n, 1)));
        soon().until(() -> publisher.told().size() == 60);
        context.runOnContext(now -> slow.complete());

        soon().until(source::isAllPublished);
        assertEquals(2, source.marks());
    }

    @Test
    void waitsForTheStream() {
        FakeOutbox source = new FakeOutbox(NEVER);
        stream.set(Future.succeededFuture(false));
        OutboxRelay relay = started(source, new OutboxConfig(NEVER, POLL, 10));
        source.leave("ada", 1);
        poke(relay, source.write("bob", 1));

        stream.set(Future.failedFuture(ServiceException.unavailable("JetStream does not answer", null)));
        run(() -> vertx.timer(100));
        stream.set(Future.failedFuture(new IllegalStateException("The stream is another one")));
        run(() -> vertx.timer(100));

        assertEquals(List.of(), publisher.told());
        assertEquals(0, source.claims());
        stream.set(Future.succeededFuture(true));
        soon().until(source::isAllPublished);
    }

    @Test
    void refusesToStartWithAnotherStream() {
        stream.set(Future.failedFuture(new IllegalStateException("The stream EVENTS is not as it has to be")));
        OutboxRelay relay = relay(new FakeOutbox(NEVER), publisher, new OutboxConfig(NEVER, POLL, 10));

        Throwable refusal = run(() -> relay.start()
                .<Throwable>map(started -> new AssertionError("It started"))
                .otherwise(failure -> failure));

        assertInstanceOf(IllegalStateException.class, refusal);
    }

    @Test
    void goesOnWhenItsStoreComesBack() {
        FakeOutbox source = new FakeOutbox(NEVER);
        source.refuse(Optional.of(ServiceException.unavailable("The store does not answer", null)));
        source.leave("ada", 1);
        var unused = started(source, new OutboxConfig(NEVER, POLL, 10));
        soon().until(() -> source.claims() >= 3);

        source.refuse(Optional.empty());

        soon().until(source::isAllPublished);
    }

    @Test
    void endsWhenWhatIsUnderWayHasEnded() {
        FakeOutbox source = new FakeOutbox(NEVER);
        publisher.hang("slow"::equals);
        OutboxRelay relay = started(source, new OutboxConfig(NEVER, POLL, 10));
        poke(relay, source.write("slow", 1));
        soon().until(() -> !publisher.told().isEmpty());

        Future<Void> stopped = onContext(() -> relay.stop(NEVER));
        source.leave("left", 1);
        poke(relay, source.write("late", 1));
        assertFalse(stopped.isComplete());
        acknowledge();

        soon().until(stopped::succeeded);
        assertTrue(source.isPublished("slow"));
        assertEquals(List.of("slow-1"), publisher.told());
        assertFalse(source.isPublished("left"));
    }

    @Test
    void endsWithItsLimitWhenSomethingHangs() {
        FakeOutbox source = new FakeOutbox(NEVER);
        publisher.hang(entity -> true);
        OutboxRelay relay = started(source, new OutboxConfig(NEVER, POLL, 10));
        poke(relay, source.write("ada", 1));
        soon().until(() -> !publisher.told().isEmpty());

        run(() -> relay.stop(Duration.ofMillis(50)));

        assertFalse(source.isPublished("ada"));
    }

    @Test
    void takesNothingWhenItIsStoppedWhileItLooks() {
        FakeOutbox source = new FakeOutbox(NEVER);
        source.leave("ada", 1);
        Promise<Boolean> answer = Promise.promise();
        OutboxRelay relay = relay(source, publisher, new OutboxConfig(NEVER, POLL, 10));
        stream.set(Future.succeededFuture(false));
        run(relay::start);
        stream.set(answer.future());
        run(() -> vertx.timer(100));

        run(() -> relay.stop(NEVER));
        context.runOnContext(now -> answer.complete(true));
        run(() -> vertx.timer(100));

        assertEquals(0, source.claims());
    }

    @Test
    void beginsNothingThatItTookWhileItWasStopped() {
        FakeOutbox source = new FakeOutbox(NEVER);
        source.leave("ada", 1);
        Promise<Void> slow = Promise.promise();
        source.slowLooks(slow::future);
        OutboxRelay relay = started(source, new OutboxConfig(NEVER, POLL, 10));
        run(() -> vertx.timer(100));

        run(() -> relay.stop(NEVER));
        context.runOnContext(now -> slow.complete());
        run(() -> vertx.timer(100));

        assertEquals(1, source.claims());
        assertEquals(List.of(), publisher.told());
    }

    private OutboxRelay started(FakeOutbox source, OutboxConfig config) {
        OutboxRelay relay = relay(source, publisher, config);
        run(relay::start);
        return relay;
    }

    private OutboxRelay relay(FakeOutbox source, FakePublisher to, OutboxConfig config) {
        return new OutboxRelay(vertx, source, to, stream::get, config);
    }

    private void poke(OutboxRelay relay, OutboxEntry entry) {
        context.runOnContext(now -> relay.poke(entry));
    }

    private void acknowledge() {
        context.runOnContext(now -> publisher.acknowledge());
    }

    private <T> Future<T> onContext(Supplier<Future<T>> work) {
        Promise<T> promise = Promise.promise();
        context.runOnContext(
                now -> Future.succeededFuture().compose(go -> work.get()).onComplete(promise));
        return promise.future();
    }

    @CanIgnoreReturnValue
    private <T> T run(Supplier<Future<T>> work) {
        try {
            return onContext(work).await(10, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("No answer in time", late);
        }
    }

    private static ConditionFactory soon() {
        return Awaitility.await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(20));
    }
}
