package dev.shippy.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.ServiceException;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WelcomesTest {

    private final Welcomes welcomes = new Welcomes(2);

    /** Four people in two seconds, from second 10 on. */
    @BeforeEach
    void ask() {
        welcomes.asked("ada", millis(10_000));
        welcomes.asked("bob", millis(10_500));
        welcomes.asked("cyd", millis(11_000));
        welcomes.asked("dan", millis(11_500));
    }

    @Test
    void countsFromTheTimeInWhichASignUpWasMeantToBeSent() {
        signUp("ada", 10_100);
        welcomes.arrived("ada", millis(10_300));

        assertEquals(300_000, welcomes.count().toInbox().p50(), 300);
    }

    @Test
    void countsWhoGotNoMailAndWhoGotSeveral() {
        signUp("ada", 10_100);
        signUp("bob", 10_600);
        assertFalse(welcomes.isComplete());
        welcomes.arrived("ada", millis(10_300));
        welcomes.arrived("ada", millis(10_400));
        welcomes.arrived("ada", millis(15_000));

        Welcomed welcomed = welcomes.count();
        assertEquals(1, welcomed.mails());
        assertEquals(1, welcomed.missing());
        assertEquals(2, welcomed.repeated());
    }

    @Test
    void expectsNoMailOfWhoWasNotSignedUp() {
        signUp("ada", 10_100);
        welcomes.answered("bob", refused(), millis(10_600));
        welcomes.answered("cyd", Future.failedFuture("no answer"), millis(13_000));
        welcomes.arrived("ada", millis(10_300));
        welcomes.arrived("cyd", millis(13_500));

        Welcomed welcomed = welcomes.count();
        assertTrue(welcomes.isComplete());
        assertEquals(0, welcomed.missing());
        assertEquals(4, welcomed.asked());
        assertEquals(1, welcomed.refused());
        assertEquals(2, welcomed.errors(), "one without an answer so far");
        assertEquals(2, welcomed.mails());
    }

    @Test
    void doesNotCountMailsToOthers() {
        welcomes.arrived("somebody else", millis(10_300));

        assertEquals(0, welcomes.count().mails());
        assertEquals(0, welcomes.count().repeated());
    }

    @Test
    void tellsRatesOverTheTimeThatItTook() {
        signUp("ada", 10_100);
        signUp("bob", 10_600);
        welcomes.arrived("ada", millis(10_300));
        welcomes.arrived("bob", millis(14_000));

        assertEquals(1, welcomes.count().signUpRate(), 0.001, "the asking took two seconds");
        assertEquals(0.5, welcomes.count().mailRate(), 0.001, "the last mail came in the fourth");
    }

    private void signUp(String address, long now) {
        welcomes.answered(address, Future.succeededFuture(), millis(now));
    }

    private static Future<Void> refused() {
        return Future.failedFuture(ServiceException.resourceExhausted("Too much"));
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
