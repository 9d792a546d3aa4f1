package dev.shippy.runtime.nats;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A NATS server that fails during the handshake. */
final class FakeNatsServer implements AutoCloseable {

    /** The fault to simulate. */
    enum Fault {
        /** With an untrusted certificate. */
        REQUIRES_TLS("\"tls_required\":true,"),
        REFUSES_THE_LOGIN(""),
        /** Like a server that is stopping. */
        HANGS_UP("");

        private final String info;

        Fault(String info) {
            this.info = info;
        }
    }

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Fault fault;
    private final ServerSocket socket;
    private final AtomicInteger connections = new AtomicInteger();

    FakeNatsServer(Fault fault) throws IOException {
        this.fault = fault;
        this.socket = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        Thread thread = new Thread(this::accept, "fake-nats");
        thread.setDaemon(true);
        thread.start();
    }

    String url(String scheme) {
        return scheme + "://127.0.0.1:" + socket.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                connections.incrementAndGet();
                converse(connection);
            } catch (IOException | GeneralSecurityException gone) {
                // Accept the next connection.
            }
        }
    }

    private void converse(Socket connection) throws IOException, GeneralSecurityException {
        say(
                connection,
                "INFO {\"server_id\":\"x\",\"version\":\"2.14.2\"," + fault.info
                        + "\"max_payload\":1048576,\"proto\":1,\"headers\":true}");
        if (fault == Fault.REQUIRES_TLS) {
            SSLSocket secured = (SSLSocket)
                    context().getSocketFactory().createSocket(connection, null, connection.getPort(), false);
            secured.setUseClientMode(false);
            secured.startHandshake();
            return;
        }
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
        String connect = lines.readLine();
        if (connect != null && fault == Fault.REFUSES_THE_LOGIN) {
            say(connection, "-ERR 'Authorization Violation'");
        }
    }

    private static void say(Socket connection, String line) throws IOException {
        connection.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** GreenMail's. */
    private static SSLContext context() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Objects.requireNonNull(FakeNatsServer.class.getResourceAsStream("/greenmail.p12"))) {
            keys.load(file, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
