package dev.shippy.runtime.nats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.runtime.PermanentFailure;
import dev.shippy.runtime.nats.FakeNatsServer.Fault;
import io.nats.client.AuthenticationException;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which failures are waited for, and which are not; the limit of an hour is that of a service. */
@Timeout(60)
class ConnectFailuresTest {

    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(500);

    /** An attempt waits 2 s for an answer. */
    private static final Duration ATTEMPTS = Duration.ofMillis(2_500);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void endsAtOnceWhenTheServerWantsTls() throws IOException {
        try (FakeNatsServer server = new FakeNatsServer(Fault.REQUIRES_TLS)) {
            assertEquals(
                    "NATS at " + server.url("nats") + " requires TLS: write tls:// instead of nats://",
                    permanent(server.url("nats")));
        }
    }

    @Test
    void endsAtOnceWhenTheCertificateIsNotTrusted() throws IOException {
        try (FakeNatsServer server = new FakeNatsServer(Fault.REQUIRES_TLS)) {
            String sentence = permanent(server.url("tls"));

            assertTrue(
                    sentence.startsWith("TLS with NATS at " + server.url("tls")
                            + " fails: its certificate is not trusted. To trust it, name a trust store"),
                    sentence);
        }
    }

    @Test
    void endsAtOnceWhenTheServerHasNoTls() throws IOException {
        try (FakeNatsServer server = new FakeNatsServer(Fault.HANGS_UP)) {
            assertEquals(
                    "NATS at " + server.url("tls") + " does not offer TLS: write nats:// instead of tls://",
                    permanent(server.url("tls")));
        }
    }

    @Test
    void endsAtOnceWhenTheLoginIsRefused() throws IOException {
        try (FakeNatsServer server = new FakeNatsServer(Fault.REFUSES_THE_LOGIN)) {
            String url = server.url("nats");

            assertEquals("NATS at " + url + " refuses the user vessel: check NATS_PASSWORD", permanent(url));
            assertEquals(
                    "NATS at " + url + " refuses the user vessel-public: check NATS_PUBLIC_PASSWORD",
                    assertThrows(
                                    PermanentFailure.class,
                                    () -> NatsLink.connectForRequests(vertx, url, "vessel-public", "secret", LONG)
                                            .await())
                            .getMessage());
        }
    }

    @Test
    void endsAtOnceWhenAllServersRefuseTheLogin() throws IOException {
        try (FakeNatsServer one = new FakeNatsServer(Fault.REFUSES_THE_LOGIN);
                FakeNatsServer other = new FakeNatsServer(Fault.REFUSES_THE_LOGIN)) {
            String url = one.url("nats") + "," + other.url("nats").substring("nats://".length());

            assertEquals("NATS at " + url + " refuses the user vessel: check NATS_PASSWORD", permanent(url));
        }
    }

    /** The other one may know the user, when it is back. */
    @Test
    void waitsWhenOneServerRefusesTheLoginAndAnotherIsAway() {
        ConnectFailures failures = new ConnectFailures(NatsConfig.servers("nats://a,b"), "vessel");
        AuthenticationException last = new AuthenticationException("Authorization Violation");
        failures.add(new ConnectException("Connection refused"));
        failures.add("Authorization Violation");
        failures.add(new TimeoutException());

        assertEquals("Nothing listens at nats://a,b", failures.inWords(last).getMessage());

        failures.clear();
        failures.add("Authorization Violation");
        failures.add("Authorization Violation");
        assertThrows(PermanentFailure.class, () -> failures.inWords(last));
    }

    @Test
    void waitsForAServerThatHangsUp() throws IOException {
        try (FakeNatsServer server = new FakeNatsServer(Fault.HANGS_UP)) {
            assertEquals("NATS does not answer at " + server.url("nats"), unreachable(server.url("nats"), ATTEMPTS));
            assertTrue(server.connections() > 1);
        }
    }

    @Test
    void waitsForAServerThatIsNotThereYet() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            free = socket.getLocalPort();
        }
        String url = "nats://127.0.0.1:" + free;

        assertEquals("Nothing listens at " + url, unreachable(url, SHORT));
        assertEquals("The host of nats://no_host.invalid is unknown", unreachable("nats://no_host.invalid", SHORT));
    }

    private String permanent(String url) {
        return String.valueOf(assertThrows(
                        PermanentFailure.class,
                        () -> NatsLink.connect(vertx, url, "vessel", "secret", LONG)
                                .await())
                .getMessage());
    }

    private String unreachable(String url, Duration limit) {
        return String.valueOf(assertThrows(
                        NatsUnreachableException.class,
                        () -> NatsLink.connect(vertx, url, "vessel", "secret", limit)
                                .await())
                .getMessage());
    }
}
