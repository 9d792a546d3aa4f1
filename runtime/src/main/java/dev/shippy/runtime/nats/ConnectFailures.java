package dev.shippy.runtime.nats;

import dev.shippy.contracts.NatsUsers;
import dev.shippy.runtime.PermanentFailure;
import dev.shippy.runtime.ServerUrl;
import dev.shippy.runtime.TlsFailures;
import io.nats.client.AuthenticationException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Collects why the servers of an address refuse connections: jnats reports that only to its listener, and fails with an
 * exception without a reason. Thread-safe.
 */
final class ConnectFailures {

    private static final int MOST = 20;
    private static final String REFUSED = "Authorization Violation";
    /** jnats has no types for these. */
    private static final String SERVER_WANTS_TLS = "SSL required by server";

    private static final String CLIENT_WANTS_TLS = "SSL connection wanted by client";

    private final String address;
    private final int servers;
    private final String user;
    private final List<Exception> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();

    ConnectFailures(ServerUrl servers, String user) {
        this.address = servers.shown();
        this.servers = servers.hosts().size();
        this.user = user;
    }

    void clear() {
        failures.clear();
        refusals.set(0);
    }

    /** @param error what a server said */
    void add(String error) {
        if (error.contains(REFUSED)) {
            refusals.incrementAndGet();
        }
    }

    void add(Exception failure) {
        if (failures.size() < MOST) {
            failures.add(failure);
        }
    }

    /**
     * Translates jnats' failure.
     *
     * @throws PermanentFailure when every server refuses the login, or when TLS failed with every server
     */
    NatsUnreachableException inWords(IOException failed) {
        if (failed instanceof AuthenticationException && isRefusedByAll()) {
            throw new PermanentFailure(
                    "NATS at " + address + " refuses the user " + user + ": check " + passwordVariable(), failed);
        }
        List<String> withoutTls = failures.stream()
                .map(this::withoutTls)
                .flatMap(Optional::stream)
                .toList();
        if (!withoutTls.isEmpty() && withoutTls.size() == failures.size()) {
            throw new PermanentFailure(withoutTls.get(0), failures.get(0));
        }
        return new NatsUnreachableException(reason(), failures.isEmpty() ? failed : failures.get(0));
    }

    /**
     * The exception speaks for the last server only. A refusal may come with a failure; of a host with several addresses
     * there may be several.
     */
    private boolean isRefusedByAll() {
        return servers == 1 || refusals.get() >= Math.max(servers, failures.size());
    }

    private Optional<String> withoutTls(Exception failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains(SERVER_WANTS_TLS)) {
            return Optional.of("NATS at " + address + " requires TLS: write tls:// instead of nats://");
        }
        if (message.contains(CLIENT_WANTS_TLS)) {
            return Optional.of("NATS at " + address + " does not offer TLS: write nats:// instead of tls://");
        }
        return TlsFailures.reason(failure).map(reason -> "TLS with NATS at " + address + " fails: " + reason);
    }

    private String reason() {
        if (!failures.isEmpty() && failures.stream().allMatch(UnknownHostException.class::isInstance)) {
            return "The host of " + address + " is unknown";
        }
        return failures.stream().anyMatch(ConnectException.class::isInstance)
                ? "Nothing listens at " + address
                : "NATS does not answer at " + address;
    }

    private String passwordVariable() {
        return user.endsWith(NatsUsers.publicUser("")) ? "NATS_PUBLIC_PASSWORD" : "NATS_PASSWORD";
    }
}
