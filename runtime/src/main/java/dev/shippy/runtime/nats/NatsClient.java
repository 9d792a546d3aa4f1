package dev.shippy.runtime.nats;

import dev.shippy.contracts.Door;
import dev.shippy.contracts.NatsUsers;
import dev.shippy.runtime.ProvisioningStep;
import dev.shippy.runtime.ServerUrl;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How a person, or a program of theirs, talks to Shippy: public doors and discovery. Safe for all threads. */
public final class NatsClient {

    private static final int MAX_INSTANCES = 1_000;
    /** Instances answer at about the same moment. */
    private static final Duration QUIET = Duration.ofMillis(300);

    private static final Duration AWAY_LIMIT = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final NatsLink link;

    private NatsClient(Vertx vertx, NatsLink link) {
        this.vertx = vertx;
        this.link = link;
    }

    /**
     * Connects as the user that the address names, or as a customer when it names none; the inbox prefix follows from the user.
     *
     * @param url {@code nats://[user:password@]host:port[,host:port]}
     * @param limit how long to wait for the server
     */
    public static Future<NatsClient> connect(Vertx vertx, String url, Duration limit) {
        ServerUrl servers = NatsConfig.servers(url);
        String user = servers.hasLogin() ? servers.user() : NatsUsers.CUSTOMER;
        return NatsLink.connectForReading(vertx, servers.shown(), user, servers.password(), limit)
                .map(link -> new NatsClient(vertx, link));
    }

    /** Calls public doors with a token, or without one when it is empty. */
    public RpcClient rpcs(String token) {
        return new NatsRpcClient(vertx, link, Door.PUBLIC, token, Clock.systemUTC());
    }

    /**
     * Asks all service instances for their statistics (ADR-32) and collects what arrives.
     *
     * @param expected services to wait for; once each has answered, collection continues only for a moment
     * @param patience the longest time to collect; at most 1,000 instances
     */
    public Future<List<InstanceStatistics>> statistics(Set<String> expected, Duration patience) {
        return vertx.executeBlocking(() -> collect(expected, patience), false);
    }

    /** See {@link Provisioning#run}. */
    public Future<List<ProvisioningStep>> provision(Duration limit) {
        return link.orRefusal(Provisioning.run(vertx, link, limit));
    }

    /**
     * What an operator does with streams.
     *
     * @param patience how long each of its methods waits for JetStream
     */
    public StreamOperator streams(Duration patience) {
        return new NatsStreamOperator(vertx, link, patience, AWAY_LIMIT);
    }

    public Future<Void> close() {
        return link.close();
    }

    private List<InstanceStatistics> collect(Set<String> expected, Duration patience) throws InterruptedException {
        String inbox = link.connection().createInbox();
        Subscription subscription = link.connection().subscribe(inbox);
        link.connection().publish("$SRV.STATS", inbox, new byte[0]);
        List<InstanceStatistics> instances = new ArrayList<>();
        Set<String> missing = new HashSet<>(expected);
        long end = System.nanoTime() + patience.toNanos();
        while (instances.size() < MAX_INSTANCES) {
            long left = Math.max(1, end - System.nanoTime());
            Message reply = subscription.nextMessage(
                    Duration.ofNanos(missing.isEmpty() ? Math.min(left, QUIET.toNanos()) : left));
            // No responders: nobody is there, and nobody else will come.
            if (reply == null || reply.isStatusMessage()) {
                break;
            }
            InstanceStatistics.read(reply.getData()).ifPresent(instance -> {
                instances.add(instance);
                missing.remove(instance.name());
            });
        }
        subscription.unsubscribe();
        return List.copyOf(instances);
    }
}
