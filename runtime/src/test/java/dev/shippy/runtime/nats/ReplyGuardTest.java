package dev.shippy.runtime.nats;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyGuardTest {

    private final ReplyGuard guard = new ReplyGuard("user.v1.Get", List.of("_INBOX", "_INBOX_operator"));

    @ParameterizedTest
    @ValueSource(strings = {"_INBOX.a", "_INBOX.a.b", "_INBOX_operator.Xy-1.22"})
    void admitsInboxes(String replyTo) {
        assertTrue(guard.admits(replyTo));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "_INBOX",
                "_INBOX.",
                "_INBOX..a",
                "_INBOX.a.",
                "_INBOX.a..b",
                "_INBOX.>",
                "_INBOX.a.*",
                "_INBOX.a b",
                "_INBOX.a.\tb",
                "_INBOX.a\r",
                "_INBOX.\n",
                "_INBOX_vessel.a",
                "_INBOXES.a",
                "user.created",
                "internal.vessel.v1.Reserve",
                "$JS.API.STREAM.DELETE.EVENTS"
            })
    void dropsWhatIsNoInboxOfACaller(String replyTo) {
        assertFalse(guard.admits(replyTo));
    }

    @Test
    void dropsWhatNobodyWaitsFor() {
        assertFalse(guard.admits(null));
    }
}
