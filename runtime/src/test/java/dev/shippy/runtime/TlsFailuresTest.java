package dev.shippy.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.EOFException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TlsFailuresTest {

    static Stream<Throwable> broken() {
        return Stream.of(
                new SSLHandshakeException("Remote host terminated the handshake").initCause(new EOFException()),
                new SSLException("Read timed out", new SocketTimeoutException("Read timed out")),
                new SslHandshakeTimeoutException("handshake timed out after 10000ms"));
    }

    /** The server may be starting. */
    @ParameterizedTest
    @MethodSource("broken")
    void excusesAConnectionThatBreaksOrFallsSilent(Throwable failure) {
        assertEquals(Optional.empty(), TlsFailures.reason(new IllegalStateException(failure)));
    }

    @Test
    void namesAFaultThatStays() {
        assertEquals(
                Optional.of("Received fatal alert: protocol_version"),
                TlsFailures.reason(new SSLHandshakeException("Received fatal alert: protocol_version")));
        assertTrue(TlsFailures.reason(new SSLHandshakeException("PKIX").initCause(new CertificateException()))
                .orElse("")
                .startsWith("its certificate is not trusted"));
    }
}
