package dev.shippy.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class GateTest {

    private static final Pauses PAUSES =
            new Pauses(Duration.ofMillis(20), Duration.ofMillis(80), Duration.ofMillis(300), Duration.ofSeconds(1));

    private final TestContext context = new TestContext();
    private final FakeSubscription events = new FakeSubscription();
    private final FakeSubscription redelivered = new FakeSubscription();
    private final List<Long> probes = new ArrayList<>();
    private volatile boolean away = true;
    private Gate gate;

    @BeforeEach
    void open() {
        gate = new Gate(context.vertx, this::probe, 8, PAUSES);
        run(() -> {
            gate.add(events);
            gate.add(redelivered);
        });
    }

    @AfterEach
    void close() {
        run(gate::stop);
        context.close();
    }

    @Test
    void isOpenUntilAServerIsAway() {
        assertEquals(List.of(8), events.limits());
        run(() -> gate.passed());
        assertEquals(List.of(8), events.limits());

        run(() -> gate.failed("refused"));

        assertTrue(gate.isClosed());
        assertEquals(0, events.limit());
        assertEquals(0, redelivered.limit());
    }

    @Test
    void triesOneMailWhenTheServersAnswerAndGoesOnWhenOneHasGoneThrough() {
        away = false;
        run(() -> gate.failed("refused"));
        Awaitility.await().until(() -> events.limit() == 1);
        assertFalse(gate.isClosed());

        run(() -> gate.passed());

        assertEquals(List.of(8, 0, 1, 8), events.limits());
        assertEquals(List.of(8, 0, 1, 8), redelivered.limits());
    }

    @Test
    void looksLessAndLessOftenWhileNobodyAnswers() {
        run(() -> gate.failed("refused"));
        Awaitility.await().until(() -> probeCount() >= 6);
        run(() -> {
            for (int n = 3; n < 6; n++) {
                long pause = probes.get(n) - probes.get(n - 1);
                assertTrue(pause >= PAUSES.longestProbe().toMillis() - 5, n + ": " + pause);
            }
        });
        assertEquals(List.of(8, 0), events.limits());
    }

    @Test
    void logsThatItWaitsOnceAMinuteAndThatItResumes() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger(Gate.class);
        lines.start();
        log.addAppender(lines);
        try {
            run(() -> gate.failed("refused"));
            Awaitility.await().until(() -> probeCount() >= 4);
            away = false;
            Awaitility.await().until(() -> events.limit() == 1);
            run(() -> gate.passed());
        } finally {
            log.detachAppender(lines);
        }

        assertEquals(
                List.of("Mail delivery waits: refused", "Mail delivery resumes"),
                lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
    }

    /** Such as one that greets, and hangs in the middle of each mail. */
    @Test
    void pausesLongerAndLongerWhileTheServerAnswersAndTakesNoMail() {
        away = false;
        List<Long> trials = new ArrayList<>();
        for (int trial = 0; trial < 6; trial++) {
            run(() -> gate.failed("silence"));
            long begin = System.nanoTime();
            Awaitility.await().pollInterval(Duration.ofMillis(2)).until(() -> events.limit() == 1);
            trials.add((System.nanoTime() - begin) / 1_000_000);
        }
        assertTrue(trials.get(5) >= PAUSES.longestTrial().toMillis() - 20, trials.toString());
    }

    @Test
    void doesNotMindWhatIsLateInClosing() {
        run(() -> {
            gate.failed("refused");
            gate.failed("refused");
            gate.passed();
        });
        assertTrue(gate.isClosed());
        assertEquals(List.of(8, 0), events.limits());
    }

    private Future<Void> probe() {
        probes.add(System.nanoTime() / 1_000_000);
        return away ? Future.failedFuture("refused") : Future.succeededFuture();
    }

    private int probeCount() {
        return context.call(() -> Future.succeededFuture(probes.size()));
    }

    private void run(Runnable work) {
        context.call(() -> {
            work.run();
            return Future.succeededFuture();
        });
    }
}
