package dev.shippy.runtime.nats;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderGuardTest {

    private static final String ACK = "$JS.ACK.EVENTS.read-1.1.12.3.1795646048558000001.4";

    private static final String FINE = "INFO {}\r\nMSG a 1 _INBOX.1 3\r\nHMS\r\nPING\r\n"
            + message("NATS/1.0\r\nDeadline: 1\r\n\r\n") + "PONG\r\n";

    @Test
    void passesWhatIsWellFormedAsItIs() {
        assertEquals(FINE, passed(FINE, FINE.length()));
        String replyless = "HMSG a 1 12 12\r\nNATS/1.0\r\n\r\n\r\n";
        assertEquals(replyless, passed(replyless, replyless.length()));
        String status = message("NATS/1.0 503\r\n\r\n");
        assertEquals(status, passed(status, status.length()));
    }

    /** So that it can be refused as a token and not as a header. */
    @Test
    void tellsALongTokenFromOtherLongHeaders() {
        String token =
                message("NATS/1.0\r\nRequest-Id: 1\r\nAuthorization: Bearer " + "x".repeat(900_000) + "\r\n\r\n");
        String other = message("NATS/1.0\r\nAuthorization: Bearer x\r\nDeadline: " + "1".repeat(900_000) + "\r\n\r\n");

        assertTrue(passed(token, 4_096).contains("\r\nRefused-Token: they have 900"), "a long token");
        assertTrue(passed(other, 4_096).contains("\r\nRefused-Headers: they have 900"), "another long header");
    }

    @Test
    void doesNotDependOnWhereReadsEnd() {
        String all = FINE + message("NATS/1.0\r\nbad\r\n\r\n") + FINE;
        String whole = passed(all, all.length());

        for (int size = 1; size < 40; size++) {
            assertEquals(whole, passed(all, size), "in pieces of " + size);
        }
    }

    /** What jnats takes for the server's word would never reach who reads the stream. */
    @Test
    void takesADeliverysHeadersThatClaimToBeAStatusForMalformed() {
        String ours = "NATS/1.0 404 No Messages\r\n\r\n";

        String passed = passed(delivery(ours), 7);

        assertTrue(passed.contains("\r\nRefused-Headers: they have a status line\r\n"), passed);
        assertTrue(passed.endsWith("b\r\n\u00ff\r\n"), passed);
    }

    @Test
    void carriesTheHeadersOfDeliveriesInTheirBodies() {
        String headers = "NATS/1.0\r\nce-id:1\r\n\r\n";
        String all = delivery(headers) + "MSG user.created 1 " + ACK + " 3\r\nMSG\r\n" + message(headers);

        String expected = "MSG user.created 1 " + ACK + " 29\r\n\0\0\0\u0015" + headers + "b\r\n\u00ff\r\n"
                + "MSG user.created 1 " + ACK + " 7\r\n\0\0\0\0MSG\r\n"
                + message(headers);
        for (int size = 1; size < all.length(); size++) {
            assertEquals(
                    expected,
                    passed(new HeaderGuard(HeaderGuard.Carried.DELIVERIES), all, size),
                    "in pieces of " + size);
        }
    }

    /** All of them: nothing that a client writes may be taken for the length. */
    @Test
    void carriesTheHeadersOfAllRequests() {
        String headers = "NATS/1.0\r\nDeadline: 1\r\n\r\n";
        String unusual = "NATS/1.0\r\nDeadline:\t1\r\n\r\n";
        String status = "NATS/1.0 503\r\n\r\n";
        String none = "NATS/1.0\r\n\r\n";
        String refused = "NATS/1.0\r\nRefused-Headers: they are malformed\r\n\r\n";
        String all = message(headers) + "MSG a 1 _INBOX.1 3\r\nMSG\r\n" + "MSG a 1 0\r\n\r\nPING\r\n" + message(unusual)
                + message(status) + message(none) + message("NATS/1.0\r\nbad\r\n\r\n");

        String expected = carried(headers)
                + "MSG a 1 _INBOX.1 7\r\n\0\0\0\0MSG\r\n"
                + "MSG a 1 4\r\n\0\0\0\0\r\nPING\r\n"
                + carried(unusual)
                + carried(status)
                + carried(none)
                + carried(refused);
        for (int size = 1; size < all.length(); size++) {
            HeaderGuard guard = new HeaderGuard(HeaderGuard.Carried.REQUESTS);
            assertEquals(expected, passed(guard, all, size), "in pieces of " + size);
        }
    }

    private static String carried(String headers) {
        return "MSG a 1 _INBOX.1 " + (headers.length() + 8) + "\r\n\0\0\0" + (char) headers.length() + headers
                + "b\r\n\u00ff\r\n";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "NATS/1.0",
                "NATS/1.0\r\n",
                "NATS/9.9\r\n\r\n",
                "NATS/1.0\r\nno colon\r\n\r\n",
                "NATS/1.0\r\nx: a\nb\r\n\r\n",
                "NATS/1.0\r\nx: a\rb\r\n\r\n",
                "NATS/1.0\r\nx: a\r\nb\r\n\r\n",
                "NATS/1.0\r\n: nameless\r\n\r\n",
                "NATS/1.0\r\nx: y",
                "NATS/1.0 abc\r\n\r\n",
            })
    void replacesWhatIsMalformed(String headers) {
        String all = FINE + message(headers) + FINE;

        String passed = passed(all, 7);

        assertEquals(FINE + message("NATS/1.0\r\nRefused-Headers: they are malformed\r\n\r\n") + FINE, passed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Name: Zo\u00c3\u00ab\r\n",
                "X-N\u00c3\u00a4me: x\r\n",
                "a b: c\r\n",
                "traceparent: \u00ff\r\n",
                "X: \u00ff\r\nY: \u00fe\r\n"
            })
    void dropsUnreadableForeignHeaders(String foreign) {
        String ours = "Deadline: 1\r\nrequest-id: 2\r\nce-id: 3\r\n";
        String all = FINE
                + message("NATS/1.0\r\n" + foreign + ours + foreign + "\r\n")
                + message("NATS/1.0\r\n" + foreign + "\r\n")
                + FINE;

        String passed = passed(all, 7);

        assertEquals(FINE + message("NATS/1.0\r\n" + ours + "\r\n") + message("NATS/1.0\r\n\r\n") + FINE, passed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization",
                "request-id",
                "Request_Id",
                "Request-Id ",
                "Request-Id\u00e9",
                "Deadline",
                "CALLER",
                "ce-id",
                "Nats-Msg-Id",
                "Dead-Letter-Reason"
            })
    void namesTheUnreadableHeaderOfOurs(String name) {
        String passed = passed(message("NATS/1.0\r\nX: y\r\n" + name + ": Zo\u00eb\r\n\r\n"), 7);

        String shown = name.strip().replace('\u00e9', '?');
        assertEquals(
                message("NATS/1.0\r\nRefused-Headers: the header " + shown + " is not ASCII text\r\n\r\n"), passed);
    }

    @Test
    void findsALongTokenInAnyCase() {
        String token = message("NATS/1.0\r\nauthorization:Bearer " + "x".repeat(900_000) + "\r\n\r\n");

        assertTrue(passed(token, 4_096).contains("\r\nRefused-Token: they have 900"), "a long token");
    }

    @Test
    void replacesWhatIsTooMuch() {
        StringBuilder many = new StringBuilder("NATS/1.0\r\n");
        IntStream.range(0, 65).forEach(i -> many.append("x: y\r\n"));
        String large = "NATS/1.0\r\nx: " + "y".repeat(HeaderBlock.MAX_BYTES) + "\r\n\r\n";

        assertTrue(passed(message(many + "\r\n"), 100).contains("there are 65, at most 64 are allowed"));
        assertTrue(passed(message(large), 100).contains("at most 16384 are allowed"));
    }

    private static String message(String headers) {
        int length = headers.length();
        return "HMSG a 1 _INBOX.1 " + length + " " + (length + 4) + "\r\n" + headers + "b\r\n\u00ff\r\n";
    }

    private static String delivery(String headers) {
        return message(headers).replace("HMSG a 1 _INBOX.1", "HMSG user.created 1 " + ACK);
    }

    private static String passed(String text, int pieces) {
        return passed(new HeaderGuard(HeaderGuard.Carried.NONE), text, pieces);
    }

    private static String passed(HeaderGuard guard, String text, int pieces) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int from = 0; from < text.length(); from += pieces) {
            byte[] piece =
                    text.substring(from, Math.min(text.length(), from + pieces)).getBytes(ISO_8859_1);
            guard.accept(piece, piece.length, out);
        }
        return out.toString(ISO_8859_1);
    }
}
