package dev.shippy.runtime.nats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.Event;
import dev.shippy.contracts.EventMessage;
import dev.shippy.contracts.EventStream;
import dev.shippy.contracts.NatsUsers;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.Services;
import dev.shippy.contracts.Trace;
import dev.shippy.contracts.consignment.v1.ConsignmentEvent;
import dev.shippy.contracts.user.v1.UserEvent;
import dev.shippy.embedded.Durability;
import dev.shippy.embedded.EmbeddedNats;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.StreamConfiguration;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator reads and does, on a real nats-server with the real permissions. */
class StreamOperatorIT {

    private static final Vertx vertx = Vertx.vertx();
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /** More than a reader fetches ahead. */
    private static final int MANY = 2_500;

    @TempDir
    private Path directory;

    private EmbeddedNats server;
    private Nats user;
    private Nats consignment;
    private NatsClient client;
    private StreamOperator streams;

    @AfterAll
    static void stopVertx() {
        vertx.close().await();
    }

    @BeforeEach
    void start() {
        server = EmbeddedNats.in(directory).durability(Durability.DURABLE).start();
        user = Nats.connect(vertx, Wire.config(server, Services.USER, Map.of())).await();
        consignment = Nats.connect(vertx, Wire.config(server, Services.CONSIGNMENT, Map.of()))
                .await();
        client = connect(NatsUsers.OPERATOR);
        streams = client.streams(PATIENCE);
    }

    @AfterEach
    void stop() {
        client.close().await();
        consignment.drain().await();
        user.drain().await();
        server.close();
    }

    @Test
    void findsNothingInAnEmptyStream() throws Exception {
        provision();

        assertEquals(List.of(), sequences(all()));
        assertEquals(List.of(), sequences(all().subject("user.*").since(Instant.EPOCH)));
        assertEquals(new StreamState(0, 0, 0, 0), streams.state(EventStream.EVENTS));
        assertEquals(Optional.empty(), streams.read(EventStream.EVENTS, 1));
        assertEquals(List.of(), sequences(streams.newest(all(), 5)));
    }

    @Test
    void endsWhereNothingMatches() throws Exception {
        provision();
        users(3);

        assertEquals(List.of(), sequences(all().subject("consignment.*")));
        assertEquals(List.of(), sequences(all().from(4)));
        assertEquals(List.of(), sequences(all().since(Instant.now().plusSeconds(60))));
        assertEquals(List.of(), sequences(all().until(Instant.EPOCH)));
    }

    @Test
    void readsWhatIsSelected() throws Exception {
        provision();
        users(2);
        bookings(2);
        users(2);

        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L), sequences(all()));
        assertEquals(List.of(3L, 4L, 5L), sequences(all().from(3).most(3)));
        assertEquals(List.of(3L, 4L), sequences(all().subject("consignment.booked")));
        assertEquals(List.of(5L, 6L), sequences(all().subject("user.*").from(3)));
    }

    @Test
    void readsBetweenTwoTimesBothIncluded() throws Exception {
        provision();
        users(5);
        Instant second = at(2);
        Instant fourth = at(4);

        assertEquals(List.of(2L, 3L, 4L), sequences(all().since(second).until(fourth)));
        assertEquals(List.of(3L, 4L), sequences(all().from(3).since(second).until(fourth)));
        assertEquals(List.of(4L, 5L), sequences(all().from(2).since(fourth)));
        assertEquals(
                List.of(5L),
                sequences(all().since(fourth.plusNanos(1)).until(Instant.now().plusSeconds(60))));
    }

    @Test
    void readsAWholeMessage() throws Exception {
        provision();
        EventMessage told = event("one", Event.USER_CREATED);
        user.events().publish(told).await();

        StoredMessage read = streams.read(EventStream.EVENTS, 1).orElseThrow();
        StoredMessage delivered = messages(all()).get(0);

        for (StoredMessage message : List.of(read, delivered)) {
            assertEquals("EVENTS", message.stream());
            assertEquals("user.created", message.subject());
            assertEquals("one", message.header("nats-msg-id"));
            assertEquals(Optional.of(told), message.event());
        }
        assertEquals(read.storedAt(), delivered.storedAt());
        assertEquals(read.headers(), delivered.headers());
    }

    @Test
    void selectsTheNewest() throws Exception {
        provision();
        users(4);
        bookings(4);
        users(4);

        assertEquals(List.of(11L, 12L), sequences(streams.newest(all(), 2)));
        assertEquals(List.of(7L, 8L), sequences(streams.newest(all().subject("consignment.*"), 2)));
        assertEquals(
                List.of(4L, 9L, 10L),
                sequences(streams.newest(all().subject("user.created").until(at(10)), 3)));
        assertEquals(List.of(12L), sequences(streams.newest(all().from(12), 5)));
        assertEquals(12, sequences(streams.newest(all(), 100)).size());
    }

    @Test
    void goesOverGapsAndEndsBeforeOne() throws Exception {
        provision();
        deadLetters(5);

        assertTrue(streams.deleteDeadLetter(2));
        assertTrue(streams.deleteDeadLetter(3));
        assertTrue(streams.deleteDeadLetter(5));
        assertFalse(streams.deleteDeadLetter(5));
        assertFalse(streams.deleteDeadLetter(77));

        assertEquals(List.of(1L, 4L), sequences(StreamSelection.of(EventStream.DEAD_LETTERS)));
        assertEquals(List.of(4L), sequences(streams.newest(StreamSelection.of(EventStream.DEAD_LETTERS), 1)));
        assertEquals(2, streams.purgeDeadLetters());
        assertEquals(0, streams.state(EventStream.DEAD_LETTERS).messages());
    }

    @Test
    void endsWhenTheRestIsDeletedMeanwhile() throws Exception {
        provision();
        deadLetters(MANY);

        try (StreamReader reader = streams.open(StreamSelection.of(EventStream.DEAD_LETTERS))) {
            assertTrue(reader.next().isPresent());
            assertTrue(streams.purgeDeadLetters() > 0);

            assertTrue(rest(reader).size() < MANY - 1);
        }
    }

    @Test
    void endsWithWhatIsLastWhenItBegins() throws Exception {
        provision();
        users(2);

        try (StreamReader reader = streams.open(all())) {
            users(2);
            assertEquals(List.of(1L, 2L), rest(reader));
        }
    }

    @Test
    void followsWhatIsStillToCome() throws Exception {
        provision();
        users(1);

        try (StreamReader reader = streams.open(all().most(3).following())) {
            assertEquals(1, reader.next().orElseThrow().sequence());
            users(2);
            assertEquals(List.of(2L, 3L), rest(reader));
        }
    }

    @Test
    void leavesNoConsumerBehind() throws Exception {
        provision();
        users(1);
        assertEquals(List.of(1L), sequences(streams.newest(all(), 1)));

        Connection operator = Wire.connect(server, NatsUsers.OPERATOR);
        JetStreamManagement management = operator.jetStreamManagement();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> management.getConsumerNames("EVENTS").equals(List.of(Services.EMAIL_SUBSCRIBER)));
        operator.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {NatsUsers.CUSTOMER, NatsUsers.BENCH, Services.VESSEL})
    void saysAtOnceWhatNatsRefuses(String name) {
        provision();
        NatsClient other = connect(name);
        long start = System.nanoTime();

        ServiceException reading = assertThrows(
                ServiceException.class, () -> other.streams(PATIENCE).open(all()));
        ServiceException provisioning = assertThrows(
                ServiceException.class, () -> other.provision(PATIENCE).await());

        assertTrue(System.nanoTime() - start < PATIENCE.toNanos() / 2, "it took long");
        other.close().await();
        for (ServiceException refused : List.of(reading, provisioning)) {
            assertEquals(ErrorCode.PERMISSION_DENIED, refused.code());
            assertTrue(refused.sentence().startsWith("NATS refuses the user " + name + ": "), refused.sentence());
            assertTrue(refused.sentence().contains("\"$JS.API.STREAM.INFO.EVENTS\""), refused.sentence());
        }
    }

    @Test
    void saysThatAStreamIsNotThereAndWhatMakesIt() {
        for (ServiceException missing : List.of(
                assertThrows(ServiceException.class, () -> streams.state(EventStream.EVENTS)),
                assertThrows(ServiceException.class, () -> streams.read(EventStream.EVENTS, 1)),
                assertThrows(ServiceException.class, () -> streams.open(all())),
                assertThrows(ServiceException.class, () -> streams.deleteDeadLetter(1)))) {
            assertEquals(ErrorCode.NOT_FOUND, missing.code());
            assertTrue(missing.sentence().contains("`shippy provision` makes it"), missing.sentence());
        }
    }

    @Test
    void saysThatJetStreamDoesNotAnswer() {
        provision();
        StreamOperator impatient = client.streams(Duration.ofMillis(500));
        server.pause();

        ServiceException silent = assertThrows(ServiceException.class, () -> impatient.state(EventStream.EVENTS));

        server.resume();
        assertEquals(ErrorCode.UNAVAILABLE, silent.code());
    }

    @Test
    void goesOnAfterItsConsumerIsGone() throws Exception {
        provision();
        users(MANY);

        Connection operator = Wire.connect(server, NatsUsers.OPERATOR);
        try (StreamReader reader = streams.open(all())) {
            assertEquals(1, reader.next().orElseThrow().sequence());
            for (String name : operator.jetStreamManagement().getConsumerNames("EVENTS")) {
                if (!name.equals(Services.EMAIL_SUBSCRIBER)) {
                    assertTrue(operator.jetStreamManagement().deleteConsumer("EVENTS", name));
                }
            }
            assertEquals(LongStream.rangeClosed(2, MANY).boxed().toList(), rest(reader));
        }
        operator.close();
    }

    @Test
    void goesOnAfterTheServerWasKilled() throws Exception {
        provision();
        users(MANY);

        try (StreamReader reader = streams.open(all());
                StreamReader follower =
                        streams.open(all().from(MANY + 1).most(1).following())) {
            assertEquals(1, reader.next().orElseThrow().sequence());
            server.kill();
            server.restart();

            assertEquals(LongStream.rangeClosed(2, MANY).boxed().toList(), rest(reader));
            Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                users(1);
                return true;
            });
            assertEquals(MANY + 1, follower.next().orElseThrow().sequence());
        }
    }

    @Test
    void saysThatTheServerWentAwayAndHowFarItCame() throws Exception {
        provision();
        users(MANY);
        NatsLink link = NatsLink.connectForReading(
                        vertx,
                        server.url(),
                        NatsUsers.OPERATOR,
                        server.passwords().of(NatsUsers.OPERATOR),
                        PATIENCE)
                .await();
        StreamOperator impatient = new NatsStreamOperator(vertx, link, PATIENCE, Duration.ofMillis(500));

        try (StreamReader reader = impatient.open(all())) {
            assertEquals(1, reader.next().orElseThrow().sequence());
            server.kill();

            ServiceException away = assertThrows(ServiceException.class, () -> rest(reader));
            assertEquals(ErrorCode.UNAVAILABLE, away.code());
            assertTrue(
                    away.sentence().matches("NATS went away .* the last message read has the sequence \\d+"),
                    away.sentence());
        }
        server.restart();
        link.close().await();
    }

    @Test
    void readsWhateverWasStored() throws Exception {
        provision();
        byte[] large = new byte[900_000];
        try (RawPublisher raw = new RawPublisher(server, Services.USER)) {
            raw.publish("user.created", "", "no headers");
            raw.publish("user.created", "NATS/1.0\r\nno colon\r\n\r\n", "malformed");
            raw.publish("user.created", "NATS/1.0 404 No Messages\r\n\r\n", "a status");
            raw.publish("user.created", "NATS/1.0\r\nx:" + "y".repeat(20_000) + "\r\n\r\n", "long");
            raw.publish("user.created", "NATS/1.0\r\nce-id: \u00ff\r\n\r\n", "not ascii");
            raw.publish("user.created", "NATS/1.0\r\nce-id:  a b \r\nCE-ID: c\r\n\r\n", "blanks");
            raw.publish("user.created", "NATS/1.0\r\nx:y\r\n\r\n", large);
            raw.publish("user.created", "NATS/1.0\r\nx:y\r\n\r\n", "");
        }

        List<StoredMessage> delivered = messages(all());

        assertEquals(8, delivered.size());
        assertEquals("no headers", text(delivered.get(0)));
        assertEquals("they are malformed", delivered.get(1).header("Refused-Headers"));
        assertEquals("malformed", text(delivered.get(1)));
        assertEquals("a status", text(delivered.get(2)));
        assertEquals("long", text(delivered.get(3)));
        assertEquals("not ascii", text(delivered.get(4)));
        assertEquals("a b", delivered.get(5).header("ce-id"));
        assertArrayEquals(large, delivered.get(6).body());
        assertArrayEquals(new byte[0], delivered.get(7).body());
        for (StoredMessage message : delivered) {
            StoredMessage read =
                    streams.read(EventStream.EVENTS, message.sequence()).orElseThrow();
            assertEquals(message.headers(), read.headers());
            assertArrayEquals(message.body(), read.body());
        }
    }

    @Test
    void copiesAMessageOnceForRedelivery() throws Exception {
        provision();
        users(1);
        StoredMessage event = streams.read(EventStream.EVENTS, 1).orElseThrow();

        streams.redeliver(event, "again-1").await();
        streams.redeliver(event, "again-1").await();
        streams.redeliver(event, "again-2").await();

        List<StoredMessage> copies = messages(StreamSelection.of(EventStream.REDELIVER));
        assertEquals(2, copies.size());
        assertEquals("again-1", copies.get(0).header("Nats-Msg-Id"));
        assertEquals("redeliver.email-subscriber", copies.get(0).subject());
        assertEquals(event.event(), copies.get(0).event());
        assertEquals(1, streams.state(EventStream.EVENTS).messages());
    }

    @Test
    void saysThatAFullStreamTakesNoMore() throws Exception {
        provision();
        users(1);
        StoredMessage event = streams.read(EventStream.EVENTS, 1).orElseThrow();
        Connection operator = Wire.connect(server, NatsUsers.OPERATOR);
        JetStreamManagement management = operator.jetStreamManagement();
        var unused = management.updateStream(StreamConfiguration.builder(
                        management.getStreamInfo("REDELIVER").getConfiguration())
                .maxMessages(1)
                .build());
        operator.close();

        streams.redeliver(event, "first").await();
        ServiceException full = assertThrows(
                ServiceException.class, () -> streams.redeliver(event, "second").await());

        assertTrue(full.sentence().contains("REDELIVER does not take the message"), full.sentence());
    }

    private NatsClient connect(String name) {
        String url = name.equals(NatsUsers.CUSTOMER)
                ? server.url()
                : server.passwords().url(name);
        return NatsClient.connect(vertx, url, PATIENCE).await();
    }

    private void provision() {
        var unused = client.provision(PATIENCE).await();
    }

    private void users(int count) {
        publish(user, Event.USER_CREATED, count);
    }

    private void bookings(int count) {
        publish(consignment, Event.CONSIGNMENT_BOOKED, count);
    }

    private static void publish(Nats service, Event kind, int count) {
        List<Future<Void>> published = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            published.add(service.events().publish(event("id-" + System.nanoTime(), kind)));
            if (published.size() == 100 || i == count - 1) {
                Future.all(published).await();
                published.clear();
            }
        }
    }

    private void deadLetters(int count) throws Exception {
        Nats subscriber = Nats.connect(vertx, Wire.config(server, Services.EMAIL_SUBSCRIBER, Map.of()))
                .await();
        List<Future<Void>> buried = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            StoredMessage message = new StoredMessage(
                    "EVENTS", i, Instant.EPOCH, "user.created", Map.of("ce-id", "e" + i), new byte[0]);
            buried.add(subscriber.bury(new DeadLetter(message, Services.EMAIL_SUBSCRIBER, 1, "because")));
            if (buried.size() == 100 || i == count) {
                Future.all(buried).await();
                buried.clear();
            }
        }
        subscriber.drain().await();
    }

    private Instant at(long sequence) throws InterruptedException {
        return streams.read(EventStream.EVENTS, sequence).orElseThrow().storedAt();
    }

    private List<Long> sequences(StreamSelection selection) throws InterruptedException {
        return messages(selection).stream().map(StoredMessage::sequence).toList();
    }

    private List<StoredMessage> messages(StreamSelection selection) throws InterruptedException {
        List<StoredMessage> messages = new ArrayList<>();
        try (StreamReader reader = streams.open(selection)) {
            for (Optional<StoredMessage> next = reader.next(); next.isPresent(); next = reader.next()) {
                messages.add(next.get());
            }
        }
        return messages;
    }

    private static List<Long> rest(StreamReader reader) throws InterruptedException {
        List<Long> sequences = new ArrayList<>();
        for (Optional<StoredMessage> next = reader.next(); next.isPresent(); next = reader.next()) {
            sequences.add(next.get().sequence());
        }
        return sequences;
    }

    private static StreamSelection all() {
        return StreamSelection.of(EventStream.EVENTS);
    }

    private static String text(StoredMessage message) {
        return new String(message.body(), java.nio.charset.StandardCharsets.US_ASCII);
    }

    private static EventMessage event(String id, Event kind) {
        Instant now = Instant.now().truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
        return new EventMessage(
                id,
                kind,
                "entity",
                now,
                Trace.start(),
                kind == Event.USER_CREATED
                        ? UserEvent.newBuilder().setUserId("entity").build()
                        : ConsignmentEvent.newBuilder()
                                .setConsignmentId("entity")
                                .build());
    }
}
