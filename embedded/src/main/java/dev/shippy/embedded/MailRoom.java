package dev.shippy.embedded;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Closes an SMTP server while its folder cannot store mails, and reopens it. An unreachable server costs a mail no
 * attempt, unlike a refusal.
 */
final class MailRoom implements AutoCloseable {

    /** Lets the reply to the failed mail go out first. */
    private static final Duration REPLY_DELAY = Duration.ofMillis(300);

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

    private final MailFolder folder;
    private final Consumer<String> tell;
    private final Runnable close;
    private final Runnable open;
    private @Nullable Thread waiting;
    private boolean failing;
    private boolean closed;

    MailRoom(MailFolder folder, Consumer<String> tell, Runnable close, Runnable open) {
        this.folder = folder;
        this.tell = tell;
        this.close = close;
        this.open = open;
    }

    /** Call this when a mail cannot be stored. Returns at once. */
    synchronized void missing(IOException reason) {
        if (waiting != null || closed) {
            return;
        }
        if (!failing) {
            failing = true;
            tell.accept("Mails cannot be kept in " + folder.path() + " (" + reason.getMessage() + "), so they wait");
        }
        Thread thread = new Thread(this::awaitRoom, "mail-room");
        thread.setDaemon(true);
        thread.start();
        waiting = thread;
    }

    /** Call this when a mail was stored: only that proves that the folder works again. */
    synchronized void kept() {
        if (failing) {
            failing = false;
            tell.accept("Mails are kept again in " + folder.path());
        }
    }

    /** Stops waiting for free space. */
    @Override
    public void close() {
        Thread looking;
        synchronized (this) {
            closed = true;
            looking = waiting;
        }
        if (looking == null) {
            return;
        }
        looking.interrupt();
        try {
            looking.join(CLOSE_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Another process may hold the port for a moment. */
    private boolean opened() {
        synchronized (this) {
            waiting = null;
        }
        try {
            open.run();
            return true;
        } catch (RuntimeException taken) {
            synchronized (this) {
                waiting = Thread.currentThread();
            }
            return false;
        }
    }

    private void awaitRoom() {
        try {
            Thread.sleep(REPLY_DELAY.toMillis());
            closeServer();
            while (!folder.hasRoom() || !opened()) {
                Thread.sleep(POLL_INTERVAL.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeServer() {
        try {
            close.run();
        } catch (RuntimeException unclean) {
            // Each attempt to reopen finds out whether the port is free.
            return;
        }
    }
}
