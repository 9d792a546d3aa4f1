package dev.shippy.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An SMTP server that behaves as badly as a test asks, and counts what it accepted by Message-ID. Without a script it accepts
 * everything.
 *
 * <p>It listens on 127.0.0.1 only. Methods may be called from any thread.
 */
public final class ScriptedSmtp implements AutoCloseable {

    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(5);
    private static final Duration LONGEST_END = Duration.ofSeconds(5);
    private static final SmtpScript GOOD = (moment, recipient) -> moment.normally();

    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<String, Integer> accepted = new ConcurrentHashMap<>();
    private final AtomicInteger connected = new AtomicInteger();
    private volatile SmtpScript script = GOOD;
    private @Nullable ServerSocket socket;
    private @Nullable Thread acceptor;
    private int port;

    private ScriptedSmtp() {
        listen();
    }

    /** Starts a server on a free port. */
    public static ScriptedSmtp start() {
        return new ScriptedSmtp();
    }

    /** {@code smtp://127.0.0.1:port}. */
    public synchronized String url() {
        return "smtp://127.0.0.1:" + port;
    }

    /** Behaves like this from now on, also on connections that are open. */
    public void follow(SmtpScript other) {
        script = other;
    }

    /** Behaves well from now on. */
    public void behave() {
        script = GOOD;
    }

    /** How often each Message-ID was accepted. */
    public Map<String, Integer> accepted() {
        return new TreeMap<>(accepted);
    }

    /** How many connections there were by now. */
    public int connections() {
        return connected.get();
    }

    /** Cuts all connections and refuses new ones until {@link #listen()}. */
    public synchronized void refuse() {
        if (socket != null) {
            close(socket);
            socket = null;
        }
        awaitAcceptor();
        connections.forEach(ScriptedSmtp::close);
    }

    /** As long as it has not heard, the port is in use. */
    private void awaitAcceptor() {
        try {
            if (acceptor != null) {
                acceptor.join(LONGEST_END.toMillis());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes connections, on the same port as before. */
    public synchronized void listen() {
        if (socket != null) {
            return;
        }
        try {
            ServerSocket listening = new ServerSocket();
            listening.setReuseAddress(true);
            listening.bind(new InetSocketAddress(Loopback.address(), port));
            port = listening.getLocalPort();
            socket = listening;
            acceptor = daemon("smtp-" + port, () -> accept(listening));
        } catch (IOException e) {
            throw new EmbeddedServerException("No SMTP server on port " + port + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        refuse();
    }

    private void accept(ServerSocket listening) {
        try {
            while (true) {
                Socket connection = listening.accept();
                connections.add(connection);
                var unused = daemon("smtp-connection", () -> serve(connection));
            }
        } catch (IOException closed) {
            // Refuses from now on.
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connected.incrementAndGet();
            connection.setSoTimeout((int) LONGEST_SILENCE.toMillis());
            new SmtpConversation(connection, this::reply, id -> accepted.merge(id, 1, Integer::sum)).hold();
        } catch (IOException gone) {
            // The client, or the test, has closed the connection.
        } finally {
            connections.remove(connection);
        }
    }

    private String reply(SmtpScript.Moment moment, String recipient) {
        return script.reply(moment, recipient);
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception alreadyGone) {
            // Closed is all that it has to be.
        }
    }
}
