package dev.shippy.runtime.nats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.Event;
import dev.shippy.contracts.EventConsumer;
import dev.shippy.contracts.EventMessage;
import dev.shippy.contracts.EventStream;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.Services;
import dev.shippy.contracts.Trace;
import dev.shippy.contracts.user.v1.UserEvent;
import dev.shippy.embedded.Durability;
import dev.shippy.embedded.EmbeddedNats;
import dev.shippy.runtime.nats.DeliveryHandler.Outcome;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events in and out of a real nats-server, each side as its own NATS user. */
class EventsIT {

    private static final Vertx vertx = Vertx.vertx();
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final EventConsumer CONSUMER = EventConsumer.emailSubscriber(EventStream.EVENTS);

    @TempDir
    private Path directory;

    private EmbeddedNats server;
    private Connection operator;
    private JetStreamManagement management;
    private Nats user;
    private Nats subscriber;
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();

    @AfterAll
    static void stopVertx() {
        vertx.close().await();
    }

    @BeforeEach
    void start() throws Exception {
        // It is killed in a test, and must not forget what it has acknowledged.
        server = EmbeddedNats.in(directory).durability(Durability.DURABLE).start();
        operator = Wire.connect(server, "operator");
        management = operator.jetStreamManagement();
        user = Nats.connect(vertx, Wire.config(server, "user", Map.of())).await();
        subscriber = Nats.connect(vertx, Wire.config(server, Services.EMAIL_SUBSCRIBER, Map.of()))
                .await();
    }

    @AfterEach
    void stop() throws Exception {
        subscriber.drain().await();
        user.drain().await();
        operator.close();
        server.close();
    }

    @Test
    void storesAnEventOnceHoweverOftenItIsTold() throws Exception {
        provision();
        EventMessage event = event("one");

        user.events().publish(event).await();
        user.events().publish(event).await();

        assertEquals(1, management.getStreamInfo("EVENTS").getStreamState().getMsgCount());
        StoredMessage stored = subscriber.read(EventStream.EVENTS, 1).await().orElseThrow();
        assertEquals("user.created", stored.subject());
        assertEquals("one", stored.header("CE-ID"));
        assertEquals("dev.shippy.user.created.v1", stored.header("ce-type"));
        assertEquals(Optional.of(event), stored.event());
    }

    @Test
    void saysThatTheStreamIsNotThereRatherThanThatItIsStored() {
        ServiceException failure = assertThrows(
                ServiceException.class,
                () -> user.events().publish(event("one")).await());

        assertEquals(ErrorCode.UNAVAILABLE, failure.code());
        assertFalse(user.hasStream(EventStream.EVENTS).await());
    }

    @Test
    void refusesAStreamWithOtherSettings() throws Exception {
        var unused = management.addStream(
                StreamConfiguration.builder().name("EVENTS").subjects("user.>").build());

        IllegalStateException mismatch = assertThrows(
                IllegalStateException.class,
                () -> user.hasStream(EventStream.EVENTS).await());
        IllegalStateException alsoMismatch = assertThrows(IllegalStateException.class, () -> subscribe(1, this::done));

        assertTrue(String.valueOf(mismatch.getMessage()).contains("subjects is [user.>]"), mismatch.getMessage());
        assertEquals(mismatch.getMessage(), alsoMismatch.getMessage());
    }

    @Test
    void saysThatNobodyAnswersRatherThanThatAStreamIsWrong() {
        provision();
        server.kill();

        for (int times = 0; times < 20; times++) {
            ServiceException failure = assertThrows(
                    ServiceException.class,
                    () -> user.hasStream(EventStream.EVENTS).await());
            assertEquals(ErrorCode.UNAVAILABLE, failure.code());
        }

        server.restart();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> user.hasStream(EventStream.EVENTS).otherwise(false).await());
    }

    @Test
    void doesEachMessageOnceAndConfirmsIt() throws Exception {
        provision();
        var unused = subscribe(4, this::done);

        publish(20);

        await(() -> info().getNumAckPending() == 0 && info().getNumPending() == 0 && deliveries.size() == 20);
        assertTrue(deliveries.stream().allMatch(delivery -> delivery.count() == 1));
    }

    @Test
    void worksOnNoMoreThanTheLimitAtATime() throws Exception {
        provision();
        AtomicInteger working = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        EventSubscription subscription = subscribe(3, delivery -> {
            most.accumulateAndGet(working.incrementAndGet(), Math::max);
            return vertx.timer(20).compose(over -> {
                working.decrementAndGet();
                return done(delivery);
            });
        });

        publish(15);

        await(() -> deliveries.size() == 15);
        assertEquals(3, most.get());
        await(() -> subscription.waiting().await() == 0);
    }

    @Test
    void pullsNothingWhileTheLimitIsZero() throws Exception {
        provision();
        EventSubscription subscription = subscribe(0, this::done);
        publish(3);
        assertEquals(3, subscription.waiting().await());

        subscription.limit(1);

        await(() -> deliveries.size() == 3);
    }

    @Test
    void bringsAMessageAgainAfterItsDelayAndLetsOthersPass() throws Exception {
        provision();
        var unused = subscribe(
                1,
                delivery -> delivery.message().sequence() == 1 && delivery.count() < 3
                        ? Future.succeededFuture(Outcome.again(Duration.ofMillis(200)))
                        : done(delivery));

        publish(4);

        await(() -> deliveries.size() == 4);
        assertEquals(
                List.of(2L, 3L, 4L, 1L),
                deliveries.stream().map(it -> it.message().sequence()).toList());
        assertEquals(3, deliveries.get(3).count());
    }

    @Test
    void copiesADeadLetterOnceAndNeverDeliversItAgain() throws Exception {
        provision();
        Headers headers = new Headers();
        headers.put("ce-id", "poison");
        headers.put("Other", "kept");
        byte[] body = "garbage".getBytes(StandardCharsets.UTF_8);
        var unusedAck = operator.jetStream()
                .publish(NatsMessage.builder()
                        .subject("redeliver.email-subscriber")
                        .headers(headers)
                        .data(body)
                        .build());
        var unused = subscriber
                .subscribe(EventConsumer.emailSubscriber(EventStream.REDELIVER), 1, delivery -> {
                    DeadLetter letter = new DeadLetter(
                            delivery.message(), Services.EMAIL_SUBSCRIBER, delivery.count(), "said:\r\n550 no\u00e9");
                    return subscriber
                            .bury(letter)
                            .compose(first -> subscriber.bury(letter))
                            .onSuccess(buried -> deliveries.add(delivery))
                            .map(Outcome.givenUp());
                })
                .await();

        await(() -> deliveries.size() == 1
                && management
                                .getConsumerInfo("REDELIVER", Services.EMAIL_SUBSCRIBER)
                                .getNumAckPending()
                        == 0);

        assertEquals(
                1, management.getStreamInfo("DEAD_LETTERS").getStreamState().getMsgCount());
        var letter = management.getMessage("DEAD_LETTERS", 1);
        assertArrayEquals(body, letter.getData());
        assertEquals("REDELIVER-1-email-subscriber", letter.getHeaders().getFirst("Nats-Msg-Id"));
        assertEquals("said: 550 no?", letter.getHeaders().getFirst("Dead-Letter-Reason"));
        assertEquals("redeliver.email-subscriber", letter.getHeaders().getFirst("Dead-Letter-Subject"));
        assertEquals("poison", letter.getHeaders().getFirst("ce-id"));
        assertEquals("kept", letter.getHeaders().getFirst("Other"));
    }

    @Test
    void tellsOfAMessageThatWasDeliveredAsOftenAsAllowed() throws Exception {
        provision();
        var unused = management.addOrUpdateConsumer(
                "EVENTS",
                ConsumerConfiguration.builder(info().getConsumerConfiguration())
                        .maxDeliver(2)
                        .build());
        publish(1);
        // As the service's user, but past its adapter, which would take the consumer for a wrong one.
        Connection raw = Wire.connect(server, Services.EMAIL_SUBSCRIBER);
        for (int count = 0; count < 2; count++) {
            raw.getConsumerContext("EVENTS", Services.EMAIL_SUBSCRIBER)
                    .next(5_000)
                    .nak();
        }
        assertEquals(
                null,
                raw.getConsumerContext("EVENTS", Services.EMAIL_SUBSCRIBER).next(1_000));
        raw.close();
        List<MaxDeliveries> told = new CopyOnWriteArrayList<>();

        var unusedSubscription = subscriber
                .subscribe(EventConsumer.emailSubscriber(EventStream.ADVISORIES), 1, delivery -> {
                    MaxDeliveries.read(delivery.message()).ifPresent(told::add);
                    return Future.succeededFuture(Outcome.done());
                })
                .await();

        await(() -> told.size() == 1);
        assertEquals(new MaxDeliveries("EVENTS", Services.EMAIL_SUBSCRIBER, 1, 2), told.get(0));
    }

    @Test
    void goesOnAfterTheServerWasKilled() throws Exception {
        provision();
        var unused = subscribe(2, this::done);
        publish(2);
        await(() -> deliveries.size() == 2);

        server.kill();
        server.restart();
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            user.events().publish(event("after")).await();
            return true;
        });

        // An acknowledgement that the server took to its grave is made good by a redelivery, after the consumer's
        // ackWait.
        await(() -> deliveries.stream()
                .anyMatch(delivery -> delivery.message().header("ce-id").equals("after")));
    }

    @Test
    void stopsWhenWhatIsUnderWayHasItsOutcome() throws Exception {
        provision();
        Promise<Outcome> outcome = Promise.promise();
        List<Delivery> taken = new CopyOnWriteArrayList<>();
        EventSubscription subscription = subscribe(1, delivery -> {
            taken.add(delivery);
            return outcome.future();
        });
        publish(2);
        await(() -> taken.size() == 1);

        Future<Void> stopping = subscription.stop();
        assertFalse(stopping.isComplete());
        outcome.complete(Outcome.done());

        stopping.await();
        assertEquals(1, taken.size());
        await(() -> info().getNumAckPending() == 0 && info().getNumPending() == 1);
    }

    private void provision() {
        var unused = Provisioning.run(vertx, server.passwords().url("operator"), PATIENCE)
                .await();
    }

    private EventSubscription subscribe(int concurrency, DeliveryHandler handler) {
        return subscriber.subscribe(CONSUMER, concurrency, handler).await();
    }

    private Future<Outcome> done(Delivery delivery) {
        deliveries.add(delivery);
        return Future.succeededFuture(Outcome.done());
    }

    private void publish(int count) {
        for (int n = 0; n < count; n++) {
            user.events().publish(event("event-" + n)).await();
        }
    }

    private static EventMessage event(String id) {
        Instant time = Instant.ofEpochMilli(1_790_000_000_123L);
        UserEvent body = UserEvent.newBuilder()
                .setUserId("ada")
                .setOccurredAt(time.toEpochMilli())
                .build();
        return new EventMessage(id, Event.USER_CREATED, "ada", time, Trace.start(), body);
    }

    private ConsumerInfo info() throws Exception {
        return management.getConsumerInfo("EVENTS", Services.EMAIL_SUBSCRIBER);
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).until(condition);
    }
}
