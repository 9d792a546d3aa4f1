package dev.shippy.embedded;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * The address 127.0.0.1, on which the servers here listen. {@link InetAddress#getLoopbackAddress()} is {@code ::1} if
 * the JVM prefers IPv6.
 */
public final class Loopback {

    /** As in URLs and configuration files. */
    public static final String TEXT = "127.0.0.1";

    private static final byte[] OCTETS = {127, 0, 0, 1};

    private Loopback() {}

    /** For sockets. */
    public static InetAddress address() {
        try {
            return InetAddress.getByAddress(TEXT, OCTETS);
        } catch (UnknownHostException impossible) { // only for arrays of another length
            throw new IllegalStateException(impossible);
        }
    }
}
