package dev.shippy.runtime.nats;

import dev.shippy.contracts.ServiceException;
import dev.shippy.runtime.ServerUrl;
import dev.shippy.runtime.Waiting;
import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Consumer;
import io.nats.client.ErrorListener;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.impl.Headers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to NATS as one user. It reconnects for ever and never blocks whoever publishes. */
final class NatsLink implements ErrorListener, ConnectionListener {

    private static final Logger log = LoggerFactory.getLogger(NatsLink.class);
    private static final Duration FLUSH_LIMIT = Duration.ofSeconds(2);
    private static final Duration ROOM_LIMIT = Duration.ofSeconds(1);
    private static final Duration ROOM_POLL = Duration.ofNanos(100_000);
    private static final String VIOLATION = "Permissions Violation";
    private static final int MAX_REMEMBERED_VIOLATIONS = 100;

    private final Vertx vertx;
    private final String user;
    private final ConnectFailures failures;
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private volatile String lastViolation = "";
    private final Promise<Void> refusal = Promise.promise();
    private final OutgoingLoad load = new OutgoingLoad();
    private final ServerClocks clocks = new ServerClocks();
    private final AtomicBoolean connected = new AtomicBoolean();
    private final Promise<Void> lost = Promise.promise();
    private volatile boolean closing;
    private volatile Connection connection;

    @SuppressWarnings("NullAway.Init") // `connect` hands it out when it is connected
    private NatsLink(Vertx vertx, String user, ConnectFailures failures) {
        this.vertx = vertx;
        this.user = user;
        this.failures = failures;
    }

    /**
     * Connects, waiting for the server. Fails at once with a {@link dev.shippy.runtime.PermanentFailure} if it refuses
     * the login or TLS fails, and with a {@link NatsUnreachableException} when the limit is over.
     *
     * @param url with the server's address only
     * @param password empty for a user that needs none
     */
    static Future<NatsLink> connect(Vertx vertx, String url, String user, String password, Duration limit) {
        return connect(vertx, url, user, password, limit, GuardedDataPort.class);
    }

    /** Connects for public doors: nothing but requests may come here, all of which have {@link CarriedHeaders}. */
    static Future<NatsLink> connectForRequests(Vertx vertx, String url, String user, String password, Duration limit) {
        return connect(vertx, url, user, password, limit, RequestDataPort.class);
    }

    /** Connects for a reader of streams; its deliveries have {@link CarriedHeaders}. */
    static Future<NatsLink> connectForReading(Vertx vertx, String url, String user, String password, Duration limit) {
        return connect(vertx, url, user, password, limit, ReadingDataPort.class)
                .recover(failure -> Future.failedFuture(
                        failure.getCause() instanceof AuthenticationException
                                ? ServiceException.unauthenticated("NATS does not take this user and password")
                                : failure));
    }

    private static Future<NatsLink> connect(
            Vertx vertx,
            String url,
            String user,
            String password,
            Duration limit,
            Class<? extends GuardedDataPort> socket) {
        ServerUrl servers = NatsConfig.servers(url);
        NatsLink link = new NatsLink(vertx, user, new ConnectFailures(servers, user));
        Options options = LinkOptions.of(servers, user, password, socket, link.load)
                .errorListener(link)
                .connectionListener(link)
                .build();
        return Waiting.until(
                vertx,
                "NATS at " + servers.shown() + " as " + user,
                limit,
                () -> vertx.executeBlocking(() -> link.open(options), false));
    }

    private NatsLink open(Options options) throws IOException, InterruptedException {
        failures.clear();
        try {
            connection = Nats.connect(options);
            return this;
        } catch (IOException failed) {
            throw failures.inWords(failed);
        }
    }

    Connection connection() {
        return connection;
    }

    String user() {
        return user;
    }

    /** The clocks of the services that answer over this connection. */
    ServerClocks clocks() {
        return clocks;
    }

    /** What the server has refused last, in its words; empty when nothing. */
    String lastViolation() {
        return lastViolation;
    }

    /**
     * A result, or PERMISSION_DENIED as soon as the server refuses anything: it does not answer what it refuses. For
     * connections that do one thing at a time.
     */
    <T> Future<T> orRefusal(Future<T> result) {
        Promise<T> first = Promise.promise();
        result.onComplete(first::tryComplete, first::tryFail);
        refusal.future().onFailure(first::tryFail);
        return first.future();
    }

    /**
     * Fails when the connection is closed for good though nobody asked for it: the client tries for ever to reconnect, but not to a
     * server that refuses the same login twice.
     */
    Future<Void> lost() {
        return lost.future();
    }

    /**
     * Publishes; never blocks for longer than the client's queue is being edited.
     *
     * @throws IllegalStateException when it cannot be queued
     */
    void publish(String subject, @Nullable String replyTo, @Nullable Headers headers, byte[] body) {
        load.add(body.length);
        try {
            connection.publish(subject, replyTo, headers, body);
        } catch (IllegalStateException | IllegalArgumentException notQueued) {
            load.remove(body.length);
            throw notQueued;
        }
    }

    /** Asks, and gives up by itself after the limit. Otherwise as {@link #publish}. */
    CompletableFuture<Message> request(String subject, @Nullable Headers headers, byte[] body, Duration limit) {
        load.add(body.length);
        try {
            return connection.requestWithTimeout(subject, headers, body, limit);
        } catch (IllegalStateException | IllegalArgumentException notQueued) {
            load.remove(body.length);
            throw notQueued;
        }
    }

    /** Whether something sent now has a chance to go out: connected, and the outgoing queue is not choked. */
    boolean isWritable() {
        return connection.getStatus() == Connection.Status.CONNECTED && !load.isFull();
    }

    /**
     * Waits while the outgoing queue is half full, so that the answers to what is taken on afterwards find room in it. Blocks for
     * a second at most, which is for the thread of a dispatcher and never for an event loop.
     */
    void awaitRoom() {
        long started = System.nanoTime();
        while (load.isHalfFull()
                && connection.getStatus() == Connection.Status.CONNECTED
                && System.nanoTime() - started < ROOM_LIMIT.toNanos()) {
            LockSupport.parkNanos(ROOM_POLL.toNanos());
        }
    }

    /**
     * Waits until the server has processed all that was sent.
     *
     * @return a failure when the server has refused a subscription or a publish since the connection was made
     */
    Future<Void> confirm() {
        return vertx.executeBlocking(
                () -> {
                    connection.flush(FLUSH_LIMIT);
                    // The listener hears of it on a thread of its own, maybe later; the connection knows at once.
                    String last = connection.getLastError();
                    if (violations.isEmpty() && last != null && last.contains(VIOLATION)) {
                        violations.add(last);
                    }
                    if (!violations.isEmpty()) {
                        throw new IllegalStateException("NATS refuses the user " + user + ": " + violations.peek());
                    }
                    return null;
                },
                false);
    }

    Future<Void> close() {
        closing = true;
        return vertx.executeBlocking(
                () -> {
                    try {
                        if (connection.getStatus() == Connection.Status.CONNECTED) {
                            connection.flush(FLUSH_LIMIT);
                        }
                    } catch (TimeoutException unanswered) {
                        log.debug("NATS user {}: closed without the server's word", user);
                    } finally {
                        connection.close();
                    }
                    return null;
                },
                false);
    }

    @Override
    @SuppressWarnings("deprecation") // abstract in the interface all the same
    public void connectionEvent(Connection on, Events event) {
        // Each attempt to reconnect that fails is an event as well; only a change is worth a line.
        boolean now = event == Events.CONNECTED || event == Events.RECONNECTED;
        boolean away = event == Events.DISCONNECTED;
        if (away) {
            load.clear();
        }
        if ((now || away) && connected.getAndSet(now) != now && event != Events.CONNECTED) {
            log.info("NATS user {}: {}", user, event.getEvent());
        }
        // A connection that was never made is tried again by who asked for it.
        if (event == Events.CLOSED && !closing && on == connection) {
            lost.tryFail("NATS refuses the user " + user + " for good: " + on.getLastError());
        }
    }

    @Override
    public void errorOccurred(Connection on, String error) {
        failures.add(error);
        if (error.contains(VIOLATION)) {
            lastViolation = error;
            refusal.tryFail(JetStreamErrors.refused(this, null));
            if (violations.size() < MAX_REMEMBERED_VIOLATIONS) {
                violations.add(error);
            }
        }
        log.warn("NATS user {}: {}", user, error);
    }

    @Override
    public void exceptionOccurred(Connection on, Exception exception) {
        failures.add(exception);
        // While it is away each attempt to reconnect fails with one; the first says why it is away.
        if (connected.get()) {
            log.info("NATS user {}: {}", user, exception.toString());
        }
        log.debug("NATS user {}", user, exception);
    }

    @Override
    public void slowConsumerDetected(Connection on, Consumer consumer) {
        log.warn("NATS user {}: slow consumer, messages were dropped", user);
    }

    @Override
    public void messageDiscarded(Connection on, Message message) {
        load.remove(message.getData().length);
        log.debug("NATS user {}: the outgoing queue is full, a message to {} was dropped", user, message.getSubject());
    }
}
