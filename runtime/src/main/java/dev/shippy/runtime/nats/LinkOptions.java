package dev.shippy.runtime.nats;

import dev.shippy.contracts.NatsUser;
import dev.shippy.runtime.ServerUrl;
import io.nats.client.Options;
import java.time.Duration;

/** How every connection of ours behaves. */
final class LinkOptions {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
    private static final Duration PUSH_LIMIT = Duration.ofMillis(200);
    private static final Duration WRITE_LIMIT = Duration.ofSeconds(5);

    private LinkOptions() {}

    /**
     * Without listeners.
     *
     * @param url the servers; the user in it is ignored
     * @param password empty for a user that needs none
     * @param socket what stands between the socket and the client
     * @param load counts what waits to be written
     */
    static Options.Builder of(
            ServerUrl url, String user, String password, Class<? extends GuardedDataPort> socket, OutgoingLoad load) {
        NatsServers servers = new NatsServers(url);
        Options.Builder options = new Options.Builder()
                .servers(servers.addresses())
                .serverPool(servers)
                .connectionName(user)
                .dataPortType(socket.getName())
                .inboxPrefix(NatsUser.inboxPrefix(user))
                .connectionTimeout(CONNECT_LIMIT)
                .socketReadTimeoutMillis(0)
                .maxReconnects(-1)
                .reconnectWait(Duration.ofMillis(100))
                .reconnectJitter(Duration.ofMillis(100))
                // A request that waits in a buffer would be delivered after its caller has given up.
                .reconnectBufferSize(0)
                .maxMessagesInOutgoingQueue(OutgoingLoad.MOST_MESSAGES)
                .discardMessagesWhenOutgoingQueueFull()
                // A thread may be stopped while it edits the queue, when the machine has no time for us: others wait
                // for it.
                .writeQueuePushTimeout(PUSH_LIMIT)
                // Otherwise a server that does not read keeps the writer for as long as TCP lets it.
                .socketWriteTimeout(WRITE_LIMIT)
                .statisticsCollector(load)
                .pingInterval(Duration.ofSeconds(10))
                .maxPingsOut(2)
                .requestCleanupInterval(Duration.ofMillis(250))
                .reportNoResponders()
                .useTimeoutException();
        if (!password.isEmpty()) {
            options.userInfo(user, password);
        }
        return options;
    }
}
