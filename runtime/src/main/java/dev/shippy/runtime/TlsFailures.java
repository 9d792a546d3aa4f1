package dev.shippy.runtime;

import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.EOFException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * Explains why TLS with a server fails. A connection that breaks or falls silent during the handshake is not such a
 * failure.
 */
public final class TlsFailures {

    private TlsFailures() {}

    /** The reason, as the end of a sentence; empty if TLS is not the cause. */
    public static Optional<String> reason(Throwable failure) {
        List<Throwable> causes = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(20)
                .toList();
        boolean broken = causes.stream()
                .anyMatch(cause -> cause instanceof EOFException
                        || cause instanceof SocketException
                        || cause instanceof InterruptedIOException
                        || cause instanceof SslHandshakeTimeoutException
                        || cause instanceof ClosedChannelException);
        if (broken) {
            return Optional.empty();
        }
        if (causes.stream().anyMatch(GeneralSecurityException.class::isInstance)) {
            return Optional.of("its certificate is not trusted. To trust it, name a trust store that contains its CA:"
                    + " JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore=FILE");
        }
        return causes.stream()
                .filter(SSLException.class::isInstance)
                .map(cause -> String.valueOf(cause.getMessage()))
                .findFirst();
    }
}
