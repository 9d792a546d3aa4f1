package dev.shippy.runtime.nats;

import dev.shippy.embedded.EmbeddedNats;
import dev.shippy.embedded.Loopback;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Publishes any bytes for headers, which no client library does. */
final class RawPublisher implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;
    private final BufferedReader answers;

    RawPublisher(EmbeddedNats server, String user) throws IOException {
        socket = new Socket(Loopback.address(), server.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        send("CONNECT {\"verbose\":false,\"headers\":true,\"user\":\"" + user + "\",\"pass\":\""
                + server.passwords().of(user) + "\"}\r\n");
        confirm();
    }

    void publish(String subject, String headers, String body) throws IOException {
        publish(subject, headers, body.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Without headers when the text is empty. */
    void publish(String subject, String headers, byte[] body) throws IOException {
        int length = headers.length();
        send(
                headers.isEmpty()
                        ? "PUB " + subject + " " + body.length + "\r\n"
                        : "HPUB " + subject + " " + length + " " + (length + body.length) + "\r\n" + headers);
        socket.getOutputStream().write(body);
        send("\r\n");
        confirm();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Waits until the server has taken all of it. */
    private void confirm() throws IOException {
        send("PING\r\n");
        for (String line = answers.readLine(); !"PONG".equals(line); line = answers.readLine()) {
            if (line == null || line.startsWith("-ERR")) {
                throw new IOException("NATS says " + line);
            }
        }
    }
}
