package dev.shippy.runtime.nats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.Event;
import dev.shippy.contracts.EventMessage;
import dev.shippy.contracts.EventStream;
import dev.shippy.contracts.NatsUsers;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.Services;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.StreamConfiguration;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What streams hold, and what an operator does with it. */
class StreamOperatorIT {

    @TempDir
    private Path directory;

    private OperatorStage stage;

    @BeforeEach
    void start() {
        stage = new OperatorStage(directory);
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void readsAWholeMessage() throws Exception {
        stage.provision();
        EventMessage told = OperatorStage.event("one", Event.USER_CREATED);
        stage.user.events().publish(told).await();

        StoredMessage read = stage.streams.read(EventStream.EVENTS, 1).orElseThrow();
        StoredMessage delivered = stage.messages(OperatorStage.all()).get(0);

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
    void readsWhateverWasStored() throws Exception {
        stage.provision();
        byte[] large = new byte[900_000];
        try (RawPublisher raw = new RawPublisher(stage.server, Services.USER)) {
            raw.publish("user.created", "", "no headers");
            raw.publish("user.created", "NATS/1.0\r\nno colon\r\n\r\n", "malformed");
            raw.publish("user.created", "NATS/1.0 404 No Messages\r\n\r\n", "a status");
            raw.publish("user.created", "NATS/1.0\r\nx:" + "y".repeat(20_000) + "\r\n\r\n", "long");
            raw.publish("user.created", "NATS/1.0\r\nce-id: \u00ff\r\n\r\n", "not ascii");
            raw.publish("user.created", "NATS/1.0\r\nce-id:  a b \r\nCE-ID: c\r\n\r\n", "blanks");
            raw.publish("user.created", "NATS/1.0\r\nx:y\r\n\r\n", large);
            raw.publish("user.created", "NATS/1.0\r\nx:y\r\n\r\n", "");
        }

        List<StoredMessage> delivered = stage.messages(OperatorStage.all());

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
                    stage.streams.read(EventStream.EVENTS, message.sequence()).orElseThrow();
            assertEquals(message.headers(), read.headers());
            assertArrayEquals(message.body(), read.body());
        }
    }

    @Test
    void copiesAMessageOnceForRedelivery() throws Exception {
        stage.provision();
        stage.users(1);
        StoredMessage event = stage.streams.read(EventStream.EVENTS, 1).orElseThrow();

        stage.streams.redeliver(event, "again-1").await();
        stage.streams.redeliver(event, "again-1").await();
        stage.streams.redeliver(event, "again-2").await();

        List<StoredMessage> copies = stage.messages(StreamSelection.of(EventStream.REDELIVER));
        assertEquals(2, copies.size());
        assertEquals("again-1", copies.get(0).header("Nats-Msg-Id"));
        assertEquals("redeliver.email-subscriber", copies.get(0).subject());
        assertEquals(event.event(), copies.get(0).event());
        assertEquals(1, stage.streams.state(EventStream.EVENTS).messages());
    }

    @Test
    void saysThatAFullStreamTakesNoMore() throws Exception {
        stage.provision();
        stage.users(1);
        StoredMessage event = stage.streams.read(EventStream.EVENTS, 1).orElseThrow();
        Connection operator = Wire.connect(stage.server, NatsUsers.OPERATOR);
        JetStreamManagement management = operator.jetStreamManagement();
        var unused = management.updateStream(StreamConfiguration.builder(
                        management.getStreamInfo("REDELIVER").getConfiguration())
                .maxMessages(1)
                .build());
        operator.close();

        stage.streams.redeliver(event, "first").await();
        ServiceException full = assertThrows(
                ServiceException.class,
                () -> stage.streams.redeliver(event, "second").await());

        assertTrue(full.sentence().contains("REDELIVER does not take the message"), full.sentence());
    }

    @Test
    void leavesNoConsumerBehind() throws Exception {
        stage.provision();
        stage.users(1);
        assertEquals(List.of(1L), stage.sequences(stage.streams.newest(OperatorStage.all(), 1)));

        Connection operator = Wire.connect(stage.server, NatsUsers.OPERATOR);
        JetStreamManagement management = operator.jetStreamManagement();
        Awaitility.await()
                .atMost(OperatorStage.PATIENCE)
                .until(() -> management.getConsumerNames("EVENTS").equals(List.of(Services.EMAIL_SUBSCRIBER)));
        operator.close();
    }

    private static String text(StoredMessage message) {
        return new String(message.body(), StandardCharsets.US_ASCII);
    }
}
