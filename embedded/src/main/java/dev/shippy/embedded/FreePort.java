package dev.shippy.embedded;

import java.io.IOException;
import java.net.ServerSocket;

/** A port that nobody listens on at this moment; another process may take it before it is used. */
final class FreePort {

    private FreePort() {}

    static int find() {
        try (ServerSocket socket = new ServerSocket(0, 1, Loopback.address())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new EmbeddedServerException("No free port on 127.0.0.1: " + e.getMessage(), e);
        }
    }
}
