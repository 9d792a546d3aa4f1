package dev.shippy.email;

import dev.shippy.embedded.Loopback;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** An SMTP server that offers STARTTLS, with a certificate of its own making, and remembers what it heard in which way. */
final class StartTlsServer implements AutoCloseable {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final ServerSocket socket;

    StartTlsServer() {
        try {
            socket = new ServerSocket(0, 50, Loopback.address());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
        Thread thread = new Thread(this::accept, "starttls");
        thread.setDaemon(true);
        thread.start();
    }

    String url() {
        return "smtp://127.0.0.1:" + socket.getLocalPort();
    }

    /** Such as {@code plain EHLO} and {@code tls MAIL}. */
    List<String> heard() {
        return heard;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // Closed is all that it has to be.
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                say(connection, "220 here");
                if (converse(connection, "plain")) {
                    SSLSocket secured = (SSLSocket)
                            context().getSocketFactory().createSocket(connection, null, connection.getPort(), false);
                    secured.setUseClientMode(false);
                    boolean unused = converse(secured, "tls");
                }
            } catch (IOException | GeneralSecurityException gone) {
                // The next one, please.
            }
        }
    }

    /** Returns whether the client wants to go on by TLS. */
    private boolean converse(Socket connection, String way) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String command = line.substring(0, Math.min(4, line.length()));
            heard.add(way + " " + command);
            switch (command) {
                case "EHLO" -> say(connection, way.equals("plain") ? "250-here\r\n250 STARTTLS" : "250 here");
                case "STAR" -> {
                    say(connection, "220 go on");
                    return true;
                }
                case "DATA" -> {
                    say(connection, "354 go on");
                    String content = lines.readLine();
                    while (content != null && !content.equals(".")) {
                        content = lines.readLine();
                    }
                    say(connection, "250 accepted");
                }
                default -> say(connection, "250 fine");
            }
        }
        return false;
    }

    private static void say(Socket connection, String reply) throws IOException {
        connection.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** GreenMail's. */
    private static SSLContext context() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Objects.requireNonNull(StartTlsServer.class.getResourceAsStream("/greenmail.p12"))) {
            keys.load(file, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
