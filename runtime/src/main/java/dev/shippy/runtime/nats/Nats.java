package dev.shippy.runtime.nats;

import dev.shippy.contracts.Door;
import dev.shippy.contracts.EventConsumer;
import dev.shippy.contracts.EventStream;
import dev.shippy.contracts.Limits;
import dev.shippy.contracts.NatsUsers;
import dev.shippy.contracts.Rpc;
import dev.shippy.contracts.ServiceContract;
import dev.shippy.contracts.ServiceException;
import dev.shippy.runtime.Health;
import dev.shippy.runtime.Waiting;
import dev.shippy.runtime.token.Authenticator;
import io.nats.client.Dispatcher;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
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
    private final Streams streams;
    private final StreamPublisher publisher;
    private final DeadLetters deadLetters;
    private final List<EventSubscription> subscriptions = new ArrayList<>();
    private final List<Dispatcher> dispatchers = new ArrayList<>();

    private Nats(Vertx vertx, NatsConfig config, NatsLink internal, NatsLink open) {
        this.vertx = vertx;
        this.config = config;
        this.internal = internal;
        this.open = open;
        this.streams = new Streams(internal);
        this.publisher = new StreamPublisher(vertx, internal);
        this.deadLetters = new DeadLetters(publisher);
        this.inFlight = new InFlight(config.maxInFlight(), MAX_BYTES_IN_FLIGHT);
    }

    /** Connects as soon as the server is there, at the latest at the end of {@link NatsConfig#startLimit}. */
    public static Future<Nats> connect(Vertx vertx, NatsConfig config) {
        Future<NatsLink> internal =
                NatsLink.connect(vertx, config.url(), config.service(), config.password(), config.startLimit());
        Future<NatsLink> open = internal.compose(connected -> NatsLink.connectForRequests(
                vertx,
                config.url(),
                NatsUsers.publicUser(config.service()),
                config.publicPassword(),
                config.startLimit()));
        return open.map(connected -> new Nats(vertx, config, internal.result(), connected));
    }

    /** Success when both connections are up. */
    public Future<Void> check() {
        return internal.isWritable() && open.isWritable()
                ? Future.succeededFuture()
                : Future.failedFuture(ServiceException.unavailable("NATS is not connected", null));
    }

    /** See {@link dev.shippy.runtime.HealthCheck#lost}: as after a change of the users' passwords. */
    public Future<Void> lost() {
        Promise<Void> either = Promise.promise();
        List.of(internal, open).forEach(link -> link.lost().onFailure(either::tryFail));
        return either.future();
    }

    /** Calls other services through their internal doors. */
    public RpcClient client() {
        return new NatsRpcClient(vertx, internal, Door.INTERNAL, "", clock);
    }

    /** As the other, for a service that needs nothing but NATS. */
    public <S> Future<Void> serve(ServiceContract<S> contract, S implementation, Authenticator authenticator) {
        return serve(contract, implementation, authenticator, () -> Health.of("NATS", check()));
    }

    /**
     * Opens every door of the contract and announces the service; to be called once the implementation is ready. The
     * implementation is called on the calling context.
     *
     * @param health checks the dependencies of the instance in bounded time; called on the calling context, once a
     *     second at most
     * @return a failure when NATS refuses a subscription
     */
    public <S> Future<Void> serve(
            ServiceContract<S> contract,
            S implementation,
            Authenticator authenticator,
            Supplier<Future<Health>> health) {
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
        HealthWatch watch = new HealthWatch(task -> context.runOnContext(now -> task.run()), health);
        new DiscoveryResponder(contract, announced, open, watch).subscribe(openDispatcher);
        return internal.confirm().compose(confirmed -> open.confirm());
    }

    /** Tells events to the stream EVENTS. */
    public EventPublisher events() {
        return publisher;
    }

    /**
     * Compares a stream with what it has to be.
     *
     * @return whether it is there; an {@link IllegalStateException} with a sentence when it has other settings; a
     *     {@link dev.shippy.contracts.ServiceException} when NATS does not say
     */
    public Future<Boolean> hasStream(EventStream stream) {
        return vertx.executeBlocking(() -> streams.has(stream), false);
    }

    /**
     * Reads a durable consumer, as soon as it and its stream are there; waits as {@link NatsConfig#startLimit} says. To be
     * called on the context that the handler is to be called on.
     *
     * @param concurrency how many messages are worked on at a time, see {@link EventSubscription#limit}
     * @return an {@link IllegalStateException} with a sentence when stream or consumer have other settings
     */
    public Future<EventSubscription> subscribe(EventConsumer consumer, int concurrency, DeliveryHandler handler) {
        return Waiting.until(vertx, consumer.toString(), config.startLimit(), () -> find(consumer))
                .map(Nats::orElseThrow)
                .map(found -> new PullSubscription(vertx, internal, consumer, concurrency, handler))
                .map(this::started);
    }

    /**
     * Copies a message to the stream DEAD_LETTERS, once however often it is told within the duplicate window.
     *
     * @return success when it is stored, UNAVAILABLE when that is unknown
     */
    public Future<Void> bury(DeadLetter letter) {
        return deadLetters.bury(letter);
    }

    /** How many messages a stream holds; UNAVAILABLE when NATS does not say. */
    public Future<Long> messages(EventStream stream) {
        return vertx.executeBlocking(() -> streams.messages(stream), false);
    }

    /** A message by its place in a stream, if it is still there; UNAVAILABLE when NATS does not say. */
    public Future<Optional<StoredMessage>> read(EventStream stream, long sequence) {
        return vertx.executeBlocking(() -> streams.read(stream, sequence), false);
    }

    /** Takes no new calls, lets those in flight finish within {@link NatsConfig#drainLimit}, then closes both connections. */
    public Future<Void> drain() {
        List<Future<?>> stopped = new ArrayList<>();
        dispatchers.forEach(dispatcher -> stopped.add(unsubscribe(dispatcher)));
        subscriptions.forEach(subscription ->
                stopped.add(subscription.stop().timeout(config.drainLimit().toMillis(), TimeUnit.MILLISECONDS)));
        return Future.join(stopped)
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

    /** Why waiting for the consumer does not help, or nothing once it is there and right; a failure while it is not there. */
    private Future<Optional<IllegalStateException>> find(EventConsumer consumer) {
        return vertx.executeBlocking(
                () -> {
                    try {
                        requireThere(consumer);
                        streams.check(consumer);
                        return Optional.empty();
                    } catch (IllegalStateException mismatch) {
                        return Optional.of(mismatch);
                    }
                },
                false);
    }

    private void requireThere(EventConsumer consumer) {
        if (!streams.has(consumer.stream())) {
            throw ServiceException.unavailable(
                    "The stream " + consumer.stream() + " is not there; `shippy provision` makes it", null);
        }
    }

    @SuppressWarnings("NullAway") // Void has no other value
    private static Void orElseThrow(Optional<IllegalStateException> mismatch) {
        mismatch.ifPresent(found -> {
            throw found;
        });
        return null;
    }

    private EventSubscription started(PullSubscription subscription) {
        subscriptions.add(subscription);
        return subscription.start();
    }

    private Future<Boolean> unsubscribe(Dispatcher dispatcher) {
        return vertx.executeBlocking(() -> dispatcher.drain(UNSUBSCRIBE_LIMIT), false)
                .compose((CompletableFuture<Boolean> drained) ->
                        Future.fromCompletionStage(drained, vertx.getOrCreateContext()));
    }
}
