package dev.shippy.runtime;

import java.io.EOFException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Tells why TLS cannot be agreed on with a server. A connection that breaks meanwhile is no such failure. */
public final class TlsFailures {

    private TlsFailures() {}

    /** Why there is no TLS, as the end of a sentence; empty if that is not the failure. */
    public static Optional<String> reason(Throwable failure) {
        List<Throwable> causes = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(20)
                .toList();
        boolean broken = causes.stream()
                .anyMatch(cause -> cause instanceof EOFException
                        || cause instanceof SocketException
                        || cause instanceof ClosedChannelException);
        if (broken) {
            return Optional.empty();
        }
        if (causes.stream().anyMatch(GeneralSecurityException.class::isInstance)) {
            return Optional.of(
                    "its certificate is not trusted. If it should be, name a trust store that has its authority:"
                            + " JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore=FILE");
        }
        return causes.stream()
                .filter(SSLException.class::isInstance)
                .map(cause -> String.valueOf(cause.getMessage()))
                .findFirst();
    }
}
