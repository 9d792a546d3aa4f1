package dev.shippy.embedded;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.util.StreamProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.jspecify.annotations.Nullable;

/**
 * An SMTP server inside this JVM that takes every mail for every address, without accounts, and sends none on: GreenMail
 * (Apache License 2.0) with a mailbox of our own.
 *
 * <p>It listens on 127.0.0.1 only and keeps the newest 10,000 mails in memory, optionally also as files. Methods block and may
 * be called from any thread.
 */
public final class EmbeddedSmtp implements AutoCloseable {

    static {
        // Else the library looks through the whole class path for it, some times for each mail.
        System.getProperties().putIfAbsent(StreamProvider.class.getName(), MailStreamProvider.class.getName());
    }

    private static final int MOST_MAILS = 10_000;
    private static final Duration START_LIMIT = Duration.ofSeconds(10);

    private final SmtpInbox inbox;
    private @Nullable GreenMail server;
    private int port;
    private boolean wanted = true;
    private final Optional<MailRoom> room;

    private EmbeddedSmtp(int port, int most, Optional<MailFolder> folder, Consumer<String> events) {
        this.port = port;
        this.room = folder.map(kept -> new MailRoom(kept, events, this::endServer, this::reopen));
        this.inbox = new SmtpInbox(
                most,
                folder,
                failure -> room.ifPresent(known -> known.missing(failure)),
                () -> room.ifPresent(MailRoom::kept));
        listen();
    }

    /** Starts a server on a free port. */
    public static EmbeddedSmtp start() {
        return start(0);
    }

    /** Starts a server on a port; 0 takes a free one. */
    public static EmbeddedSmtp start(int port) {
        return new EmbeddedSmtp(port, MOST_MAILS, Optional.empty(), event -> {});
    }

    /**
     * Starts a server that also keeps each mail as a file {@code <time>-<n>.eml}, complete before its sender hears that it was
     * accepted; of more than 10,000 files the oldest go.
     *
     * @param port 0 takes a free one
     * @param folder created where it is missing; for its owner only
     * @throws EmbeddedServerException if the port or the folder cannot be used
     */
    public static EmbeddedSmtp start(int port, Path folder) {
        return start(port, folder, event -> {});
    }

    /**
     * As {@link #start(int, Path)}. While the folder cannot store mails, the server accepts no connections.
     *
     * @param events receives a line, on other threads, when storing fails and when it works again
     */
    public static EmbeddedSmtp start(int port, Path folder, Consumer<String> events) {
        return new EmbeddedSmtp(port, MOST_MAILS, Optional.of(MailFolder.at(folder)), events);
    }

    /** For tests of what happens to the oldest. */
    static EmbeddedSmtp keeping(int most) {
        return new EmbeddedSmtp(0, most, Optional.empty(), event -> {});
    }

    /** {@code smtp://127.0.0.1:port}. */
    public synchronized String url() {
        return "smtp://127.0.0.1:" + port;
    }

    public synchronized int port() {
        return port;
    }

    /** What has come since the start of this object, oldest first. */
    public List<ReceivedMail> received() {
        return inbox.mails();
    }

    /** Cuts all connections and refuses new ones until {@link #restart()}; what was received stays. */
    public synchronized void stop() {
        wanted = false;
        endServer();
    }

    private synchronized void endServer() {
        GreenMail running = server;
        server = null;
        if (running != null) {
            running.stop();
        }
    }

    /** Stops the server if it runs, and listens again on the same port. */
    public synchronized void restart() {
        endServer();
        wanted = true;
        listen();
    }

    private synchronized void reopen() {
        if (wanted && server == null) {
            listen();
        }
    }

    @Override
    public void close() {
        room.ifPresent(MailRoom::close);
        stop();
    }

    private synchronized void listen() {
        ServerSetup setup = new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(START_LIMIT.toMillis());
        GreenMail started = new GreenMail(setup);
        started.getUserManager().setMessageDeliveryHandler((mail, recipient) -> inbox);
        started.getSmtp().setDaemon(true); // so are the threads that it starts
        try {
            started.start();
        } catch (RuntimeException e) {
            started.stop();
            throw new EmbeddedServerException("The embedded SMTP server cannot listen on port " + port, e);
        }
        server = started;
        port = started.getSmtp().getPort();
    }
}
