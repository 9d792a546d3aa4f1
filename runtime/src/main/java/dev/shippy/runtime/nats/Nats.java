package dev.shippy.runtime.nats;

import dev.shippy.contracts.Door;
import dev.shippy.contracts.EventConsumer;
import dev.shippy.contracts.EventStream;
import dev.shippy.contracts.Limits;
import dev.shippy.contracts.NatsUsers;
import dev.shippy.contracts.Rpc;
import dev.shippy.contracts.ServiceContract;
import dev.shippy.runtime.token.Authenticator;
import io.nats.client.Dispatcher;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service's two connections to NATS: as {@code <service>} for internal doors and calls, as {@code <service>-public} for
 * public doors and discovery. To be used from the service's context.
 */
public final class Nats {

    private static final Logger log = LoggerFactory.getLogger(Nats.class);
    private static final Duration UNSUBSCRIBE_LIMIT = Duration.ofSeconds(1);
    /** What waits between the socket and the endpoints, which refuse at once what is too much: a burst, and no memory. */
    private static final long MAX_WAITING_MESSAGES = 16_384;

    private static final long MAX_WAITING_BYTES = 8L * 1024 * 1024;
    /** A body becomes a message, a domain value and a document, together some ten times its size. */
    private static final long MAX_BYTES_IN_FLIGHT =
            Math.max(4L * Limits.REQUEST_BYTES, Runtime.getRuntime().maxMemory() / 32);

    private final Vertx vertx;
    private final NatsConfig config;
    private final NatsLink internal;
    private final NatsLink open;
    private final InFlight inFlight;
    private final Clock clock = Clock.systemUTC();
    private final List<Dispatcher> dispatchers = new ArrayList<>();

    private Nats(Vertx vertx, NatsConfig config, NatsLink internal, NatsLink open) {
        this.vertx = vertx;
        this.config = config;
        this.internal = internal;
        this.open = open;
        this.inFlight = new InFlight(config.maxInFlight(), MAX_BYTES_IN_FLIGHT);
    }

    /** Connects as soon as the server is there, at the latest at the end of {@link NatsConfig#startLimit}. */
    public static Future<Nats> connect(Vertx vertx, NatsConfig config) {
        Future<NatsLink> internal =
                NatsLink.connect(vertx, config.url(), config.service(), config.password(), config.startLimit());
        Future<NatsLink> open = internal.compose(connected -> NatsLink.connect(
                vertx,
                config.url(),
                NatsUsers.publicUser(config.service()),
                config.publicPassword(),
                config.startLimit()));
        return open.map(connected -> new Nats(vertx, config, internal.result(), connected));
    }

    /** Calls other services through their internal doors. */
    public RpcClient client() {
        return new NatsRpcClient(vertx, internal, Door.INTERNAL, "", clock);
    }

    /**
     * Opens every door of the contract and announces the service; to be called once the implementation is ready. The
     * implementation is called on the calling context.
     *
     * @return a failure when NATS refuses a subscription
     */
    public <S> Future<Void> serve(ServiceContract<S> contract, S implementation, Authenticator authenticator) {
        Context context = vertx.getOrCreateContext();
        Dispatcher internalDispatcher = dispatcher(internal);
        Dispatcher openDispatcher = dispatcher(open);
        List<Endpoint<?, ?, ?>> announced = new ArrayList<>();
        for (Rpc<S, ?, ?> rpc : contract.rpcs()) {
            for (Door door : rpc.doors()) {
                NatsLink link = door == Door.PUBLIC ? open : internal;
                Endpoint<S, ?, ?> endpoint =
                        new Endpoint<>(rpc, door, implementation, authenticator, context, clock, inFlight, link);
                Dispatcher dispatcher = door == Door.PUBLIC ? openDispatcher : internalDispatcher;
                var unused = dispatcher.subscribe(endpoint.subject(), NatsUsers.QUEUE_GROUP, endpoint::onMessage);
                if (door == Door.PUBLIC) {
                    announced.add(endpoint);
                }
            }
        }
        new DiscoveryResponder(contract, announced, open).subscribe(openDispatcher);
        return internal.confirm().compose(confirmed -> open.confirm());
    }

    /** Tells events to the stream EVENTS. */
    public EventPublisher events() {
        throw new UnsupportedOperationException();
    }

    /**
     * Compares a stream with what it has to be.
     *
     * @return whether it is there; an {@link IllegalStateException} with a sentence when it has other settings; UNAVAILABLE when
     *     NATS does not say
     */
    public Future<Boolean> hasStream(EventStream stream) {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads a durable consumer, as soon as it and its stream are there; waits as {@link NatsConfig#startLimit} says.
     *
     * @param concurrency how many messages are worked on at a time, see {@link EventSubscription#limit}
     * @return an {@link IllegalStateException} with a sentence when stream or consumer have other settings
     */
    public Future<EventSubscription> subscribe(EventConsumer consumer, int concurrency, DeliveryHandler handler) {
        throw new UnsupportedOperationException();
    }

    /**
     * Copies a message to the stream DEAD_LETTERS, once however often it is told within the duplicate window.
     *
     * @return success when it is stored, UNAVAILABLE when that is unknown
     */
    public Future<Void> bury(DeadLetter letter) {
        throw new UnsupportedOperationException();
    }

    /** A message by its place in a stream, if it is still there; UNAVAILABLE when NATS does not say. */
    public Future<Optional<StoredMessage>> read(EventStream stream, long sequence) {
        throw new UnsupportedOperationException();
    }

    /** Takes no new calls, lets those in flight finish within {@link NatsConfig#drainLimit}, then closes both connections. */
    public Future<Void> drain() {
        List<Future<Boolean>> unsubscribed =
                dispatchers.stream().map(this::unsubscribe).toList();
        return Future.join(unsubscribed)
                .transform(done -> inFlight.drained(vertx, config.drainLimit()))
                .onFailure(late -> log.warn("{}: {}", config.service(), late.getMessage()))
                .transform(done -> Future.join(open.close(), internal.close()).mapEmpty());
    }

    private Dispatcher dispatcher(NatsLink link) {
        Dispatcher dispatcher = link.connection().createDispatcher();
        dispatcher.setPendingLimits(MAX_WAITING_MESSAGES, MAX_WAITING_BYTES);
        dispatchers.add(dispatcher);
        return dispatcher;
    }

    private Future<Boolean> unsubscribe(Dispatcher dispatcher) {
        return vertx.executeBlocking(() -> dispatcher.drain(UNSUBSCRIBE_LIMIT), false)
                .compose((CompletableFuture<Boolean> drained) ->
                        Future.fromCompletionStage(drained, vertx.getOrCreateContext()));
    }
}
