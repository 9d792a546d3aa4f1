package dev.shippy.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.shippy.email.Standing.Busy;
import dev.shippy.email.Standing.Dead;
import dev.shippy.email.Standing.Finished;
import dev.shippy.email.Standing.Granted;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What every ledger does. */
interface MailLedgerSuite {

    Duration LONG = Duration.ofMinutes(5);
    Duration SHORT = Duration.ofMillis(50);
    String SOURCE = "EVENTS 1";

    /** A ledger without entries. */
    MailLedger ledger();

    TestContext context();

    @Test
    default void grantsAnEventOnce() {
        MailLedger ledger = ledger();
        String event = Samples.freshId();

        List<Standing> answers = context()
                .call(() -> Future.all(IntStream.range(0, 20)
                        .mapToObj(n -> ledger.claim(event, SOURCE, LONG))
                        .toList()))
                .list();

        assertEquals(1, answers.stream().filter(Granted.class::isInstance).count());
        assertEquals(19, answers.stream().filter(Busy.class::isInstance).count());
        Claim claim = answers.stream()
                .filter(Granted.class::isInstance)
                .map(answer -> ((Granted) answer).claim())
                .findFirst()
                .orElseThrow();
        assertEquals(new Claim(event, 1, 1, 0, ""), claim);
    }

    @Test
    default void saysHowLongSomebodyElseHasIt() {
        MailLedger ledger = ledger();
        String event = Samples.freshId();
        claimed(ledger, event, SOURCE, LONG);

        Duration lease = assertInstanceOf(Busy.class, claim(ledger, event, SOURCE, SHORT))
                .lease();

        assertTrue(lease.compareTo(LONG) <= 0 && lease.compareTo(LONG.minusMinutes(1)) > 0, lease.toString());
    }

    @Test
    default void letsSomebodyElseTakeOverWhenTheLeaseIsOver() {
        MailLedger ledger = ledger();
        String event = Samples.freshId();
        Claim first = claimed(ledger, event, SOURCE, SHORT);

        Standing second = Awaitility.await().until(() -> claim(ledger, event, SOURCE, LONG), Granted.class::isInstance);

        assertEquals(new Granted(new Claim(event, 2, 2, 0, "")), second);
        // The first wakes up; it has no claim any more.
        context().call(() -> ledger.giveBack(first, "late"));
        context().call(() -> ledger.retry(first, "late"));
        context().call(() -> ledger.skipped(first));
        context().call(() -> ledger.unconfirmed(first, "late"));
        context().call(() -> ledger.dead(first, "late"));
        assertInstanceOf(Busy.class, claim(ledger, event, SOURCE, LONG));
        assertEquals(new Figures(0, 1, 0, 0, 0), context().call(ledger::figures));
    }

    @Test
    default void keepsAMailSentWhoeverHasTheClaim() {
        MailLedger ledger = ledger();
        String event = Samples.freshId();
        Claim claim = claimed(ledger, event, SOURCE, LONG);

        context().call(() -> ledger.sent(event));
        context().call(() -> ledger.retry(claim, "too late"));
        context().call(() -> ledger.dead(claim, "too late"));

        assertInstanceOf(Finished.class, claim(ledger, event, SOURCE, LONG));
        assertInstanceOf(Finished.class, claim(ledger, event, "REDELIVER 7", LONG));
        assertEquals(new Figures(1, 0, 0, 0, 0), context().call(ledger::figures));
    }

    @Test
    default void isFinishedWithAnEventThatNeedsNoMail() {
        MailLedger ledger = ledger();
        String event = Samples.freshId();
        Claim claim = claimed(ledger, event, SOURCE, LONG);

        context().call(() -> ledger.skipped(claim));

        assertInstanceOf(Finished.class, claim(ledger, event, "EVENTS 2", LONG));
        assertEquals(new Figures(0, 0, 1, 0, 0), context().call(ledger::figures));
    }

    @Test
    default void countsAttemptsThatAreRetriedAndNotThoseThatAreGivenBack() {
        MailLedger ledger = ledger();
        String event = Samples.freshId();
        Claim first = claimed(ledger, event, SOURCE, LONG);
        context().call(() -> ledger.retry(first, "451 later"));

        Claim second = claimed(ledger, event, SOURCE, LONG);
        context().call(() -> ledger.giveBack(second, "away"));
        Claim third = claimed(ledger, event, SOURCE, LONG);

        assertEquals(new Claim(event, 2, 2, 0, "451 later"), second);
        assertEquals(new Claim(event, 3, 2, 0, "away"), third);
        assertEquals(1, context().call(ledger::figures).retried());
    }

    @Test
    default void countsHowOftenNobodyKnowsUntilTheEventComesAsAnotherMessage() {
        MailLedger ledger = ledger();
        String event = Samples.freshId();
        Claim first = claimed(ledger, event, SOURCE, LONG);
        context().call(() -> ledger.unconfirmed(first, "silence"));
        Claim second = claimed(ledger, event, SOURCE, LONG);
        context().call(() -> ledger.unconfirmed(second, "silence"));
        Claim third = claimed(ledger, event, SOURCE, LONG);
        context().call(() -> ledger.dead(third, "silence"));
        Claim anew = claimed(ledger, event, "REDELIVER 1", LONG);

        assertEquals(new Claim(event, 2, 1, 1, "silence"), second);
        assertEquals(new Claim(event, 3, 1, 2, "silence"), third);
        assertEquals(new Claim(event, 4, 1, 0, ""), anew);
        assertEquals(0, context().call(ledger::figures).retried());
    }

    @Test
    default void givesADeadEventItsAttemptsAnewWhenItComesAsAnotherMessage() {
        MailLedger ledger = ledger();
        String event = Samples.freshId();
        Claim first = claimed(ledger, event, SOURCE, LONG);
        context().call(() -> ledger.retry(first, "451 later"));
        Claim second = claimed(ledger, event, SOURCE, LONG);
        context().call(() -> ledger.dead(second, "550 nobody"));
        assertEquals(new Figures(0, 0, 0, 1, 1), context().call(ledger::figures));

        Dead again = assertInstanceOf(Dead.class, claim(ledger, event, SOURCE, LONG));
        Claim anew = claimed(ledger, event, "REDELIVER 1", LONG);

        assertEquals("550 nobody", again.reason());
        assertEquals(new Claim(event, 3, 1, 0, ""), anew);
    }

    @Test
    default void countsTheEventsWhoseMailIsSent() {
        MailLedger ledger = ledger();
        String sent = Samples.freshId();
        String open = Samples.freshId();
        claimed(ledger, sent, SOURCE, LONG);
        claimed(ledger, open, "EVENTS 2", LONG);
        context().call(() -> ledger.sent(sent));

        assertEquals(1, context().call(() -> ledger.countSent(List.of(sent, sent, open, Samples.freshId()))));
        assertEquals(0, context().call(() -> ledger.countSent(List.of())));
    }

    @Test
    default void forgetsWhatIsOldABatchAtATime() {
        MailLedger ledger = ledger();
        List<String> events =
                IntStream.range(0, 3).mapToObj(n -> Samples.freshId()).toList();
        events.forEach(event -> claimed(ledger, event, SOURCE, SHORT));
        events.forEach(event -> context().call(() -> ledger.sent(event)));

        assertEquals(0, context().call(() -> ledger.prune(LONG, 100)));
        assertEquals(2, context().call(() -> ledger.prune(Duration.ZERO, 2)));
        assertEquals(1, context().call(() -> ledger.prune(Duration.ZERO, 2)));
        assertEquals(0, context().call(() -> ledger.countSent(events)));
    }

    private Standing claim(MailLedger ledger, String event, String source, Duration lease) {
        return context().call(() -> ledger.claim(event, source, lease));
    }

    @CanIgnoreReturnValue
    private Claim claimed(MailLedger ledger, String event, String source, Duration lease) {
        return assertInstanceOf(Granted.class, claim(ledger, event, source, lease))
                .claim();
    }
}
