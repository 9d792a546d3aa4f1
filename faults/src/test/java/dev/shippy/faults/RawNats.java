package dev.shippy.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.shippy.embedded.Loopback;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A connection that says whatever bytes it is told to, as no client library would. */
final class RawNats implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;
    private static final byte[] LINE_END = {'\r', '\n'};

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final String inbox;
    private final AtomicLong sent = new AtomicLong();
    private final Map<String, CompletableFuture<RawReply>> waiting = new ConcurrentHashMap<>();

    private RawNats(int port, String inboxPrefix, String credentials, int receiveBuffer) throws IOException {
        this.socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(new InetSocketAddress(Loopback.address(), port));
        this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        this.out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
        this.inbox = inboxPrefix + "." + Long.toHexString(System.nanoTime());
        line();
        write("CONNECT {\"verbose\":false,\"pedantic\":false,\"headers\":true,\"no_responders\":true,\"protocol\":1,"
                + "\"lang\":\"raw\",\"version\":\"1\"" + credentials + "}\r\nSUB " + inbox + ".* 1\r\nPING\r\n");
        out.flush();
    }

    /** As a customer. */
    static RawNats customer(int port) {
        return open(port, "_INBOX", "", 0);
    }

    /** As a service, with its own password. */
    static RawNats service(Installation installation, String service) {
        String credentials = ",\"user\":\"" + service + "\",\"pass\":\""
                + installation.nats.passwords().of(service) + "\"";
        return open(installation.nats.port(), "_INBOX_" + service, credentials, 0);
    }

    /** A customer who asks and never reads an answer. */
    static RawNats deafCustomer(Installation installation) {
        try {
            return new RawNats(installation.nats.port(), "_INBOX", "", 4_096);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static RawNats open(int port, String inboxPrefix, String credentials, int receiveBuffer) {
        try {
            RawNats raw = new RawNats(port, inboxPrefix, credentials, receiveBuffer);
            Thread reader = new Thread(raw::read, "raw-nats");
            reader.setDaemon(true);
            reader.start();
            return raw;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Sends a request; an empty header block sends none. The reply, or a failure when none came in a minute. */
    CompletableFuture<RawReply> request(String subject, byte[] headers, byte[] body) {
        String replyTo = inbox + "." + sent.incrementAndGet();
        CompletableFuture<RawReply> reply = new CompletableFuture<>();
        waiting.put(replyTo, reply);
        send(subject, replyTo, headers, body);
        return reply.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Sends a request whose reply nobody keeps. */
    void sendOnly(String subject, byte[] headers, byte[] body) {
        send(subject, inbox + "." + sent.incrementAndGet(), headers, body);
    }

    private synchronized void send(String subject, String replyTo, byte[] headers, byte[] body) {
        try {
            if (headers.length == 0) {
                write("PUB " + subject + " " + replyTo + " " + body.length + "\r\n");
            } else {
                int total = headers.length + body.length;
                write("HPUB " + subject + " " + replyTo + " " + headers.length + " " + total + "\r\n");
            }
            out.write(headers);
            out.write(body);
            out.write(LINE_END);
            out.flush();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(ISO_8859_1));
    }

    private void read() {
        try {
            while (true) {
                take(line());
            }
        } catch (IOException closed) {
            waiting.values().forEach(reply -> reply.completeExceptionally(closed));
        }
    }

    private void take(String line) throws IOException {
        if (line.startsWith("PING")) {
            synchronized (this) {
                write("PONG\r\n");
                out.flush();
            }
        } else if (line.startsWith("-ERR")) {
            throw new IOException(line);
        } else if (line.startsWith("MSG ") || line.startsWith("HMSG ")) {
            String[] words = line.split(" ", -1);
            int total = Integer.parseInt(words[words.length - 1]);
            int headers = line.startsWith("H") ? Integer.parseInt(words[words.length - 2]) : 0;
            byte[] head = in.readNBytes(headers);
            byte[] body = in.readNBytes(total - headers);
            line();
            CompletableFuture<RawReply> reply = waiting.remove(words[1]);
            if (reply != null) {
                reply.complete(
                        new RawReply(new String(head, ISO_8859_1), new String(body, ISO_8859_1), System.nanoTime()));
            }
        }
    }

    @CanIgnoreReturnValue
    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("The server closed the connection");
            }
            line.write(next);
        }
        return line.toString(ISO_8859_1).strip();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException ignored) {
            // It is closed all the same.
        }
    }
}
