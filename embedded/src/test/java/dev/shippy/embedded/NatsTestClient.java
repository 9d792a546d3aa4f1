package dev.shippy.embedded;

import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;

/** A connection that remembers what the server has refused. */
final class NatsTestClient implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final List<String> refusals = new CopyOnWriteArrayList<>();
    private final Connection connection;

    NatsTestClient(String url) throws IOException {
        this(url, "_INBOX");
    }

    NatsTestClient(String url, String inboxPrefix) throws IOException {
        Options options = Options.builder()
                .server(url)
                .inboxPrefix(inboxPrefix)
                .noReconnect()
                .connectionTimeout(LIMIT)
                .errorListener(new ErrorListener() {
                    @Override
                    public void errorOccurred(Connection where, String error) {
                        refusals.add(error);
                    }
                })
                .build();
        try {
            connection = Nats.connect(options);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    Connection connection() {
        return connection;
    }

    /** Whether the server refuses something that was sent; its answer is told by another thread. */
    boolean isRefused() {
        boolean answered = answersWithin(LIMIT);
        return answered && Pause.until(() -> refusals.stream().anyMatch(NatsTestClient::isOfPermissions), LIMIT);
    }

    private static boolean isOfPermissions(String error) {
        return error.contains("Permissions Violation");
    }

    /** What the server has refused so far; everything sent before has been answered. */
    List<String> refusals() {
        if (!answersWithin(LIMIT)) {
            throw new IllegalStateException("No answer from the server");
        }
        return List.copyOf(refusals);
    }

    boolean answersWithin(Duration limit) {
        try {
            connection.flush(limit);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
