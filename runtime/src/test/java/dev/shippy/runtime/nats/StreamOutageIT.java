package dev.shippy.runtime.nats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.EventStream;
import dev.shippy.contracts.NatsUsers;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.Services;
import io.nats.client.Connection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading streams when NATS refuses, is silent or goes away. */
@Timeout(60)
class StreamOutageIT {

    /** Less than any wait for an answer that does not come. */
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

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

    @ParameterizedTest
    @ValueSource(strings = {NatsUsers.CUSTOMER, NatsUsers.BENCH, Services.VESSEL})
    void saysAtOnceWhatNatsRefuses(String name) {
        stage.provision();
        NatsClient other = stage.connect(name);
        long start = System.nanoTime();

        ServiceException reading = assertThrows(
                ServiceException.class,
                () -> other.streams(OperatorStage.PATIENCE).open(OperatorStage.all()));
        ServiceException provisioning = assertThrows(
                ServiceException.class,
                () -> other.provision(OperatorStage.PATIENCE).await());

        assertTrue(System.nanoTime() - start < AT_ONCE.toNanos(), "it took long");
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
                assertThrows(ServiceException.class, () -> stage.streams.state(EventStream.EVENTS)),
                assertThrows(ServiceException.class, () -> stage.streams.read(EventStream.EVENTS, 1)),
                assertThrows(ServiceException.class, () -> stage.streams.open(OperatorStage.all())),
                assertThrows(ServiceException.class, () -> stage.streams.deleteDeadLetter(1)))) {
            assertEquals(ErrorCode.NOT_FOUND, missing.code());
            assertTrue(missing.sentence().contains("`shippy provision` makes it"), missing.sentence());
        }
    }

    @Test
    void saysThatJetStreamDoesNotAnswer() {
        stage.provision();
        StreamOperator impatient = stage.client.streams(Duration.ofMillis(500));
        stage.server.pause();

        ServiceException silent = assertThrows(ServiceException.class, () -> impatient.state(EventStream.EVENTS));

        stage.server.resume();
        assertEquals(ErrorCode.UNAVAILABLE, silent.code());
    }

    @Test
    void goesOnAfterItsConsumerIsGone() throws Exception {
        stage.provision();
        stage.users(OperatorStage.MANY);
        Connection operator = Wire.connect(stage.server, NatsUsers.OPERATOR);

        try (StreamReader reader = stage.streams.open(OperatorStage.all())) {
            assertEquals(1, reader.next().orElseThrow().sequence());
            assertTrue(operator.jetStreamManagement().deleteConsumer("EVENTS", readersConsumer(operator)));
            assertEquals(LongStream.rangeClosed(2, OperatorStage.MANY).boxed().toList(), OperatorStage.rest(reader));
        }
        operator.close();
    }

    /** As when the connection is lost for a moment. */
    @Test
    void readsAgainWhatDidNotReachIt() throws Exception {
        stage.provision();
        stage.users(OperatorStage.MANY);
        Connection operator = Wire.connect(stage.server, NatsUsers.OPERATOR);

        try (StreamReader reader = stage.streams.open(OperatorStage.all())) {
            assertEquals(1, reader.next().orElseThrow().sequence());
            assertNotNull(operator.getConsumerContext("EVENTS", readersConsumer(operator))
                    .next());
            assertEquals(LongStream.rangeClosed(2, OperatorStage.MANY).boxed().toList(), OperatorStage.rest(reader));
        }
        operator.close();
    }

    @Test
    void readsAgainWhatDidNotReachItAtTheEnd() throws Exception {
        stage.provision();
        stage.users(2);
        Connection operator = Wire.connect(stage.server, NatsUsers.OPERATOR);

        try (StreamReader reader = stage.streams.open(OperatorStage.all())) {
            for (int lost = 0; lost < 2; lost++) {
                assertNotNull(operator.getConsumerContext("EVENTS", readersConsumer(operator))
                        .next());
            }
            assertEquals(List.of(1L, 2L), OperatorStage.rest(reader));
        }
        operator.close();
    }

    @Test
    void goesOnAfterTheServerWasKilled() throws Exception {
        stage.provision();
        stage.users(OperatorStage.MANY);

        try (StreamReader reader = stage.streams.open(OperatorStage.all());
                StreamReader follower = stage.streams.open(
                        OperatorStage.all().from(OperatorStage.MANY + 1).most(1).following())) {
            assertEquals(1, reader.next().orElseThrow().sequence());
            stage.server.kill();
            stage.server.restart();

            assertEquals(LongStream.rangeClosed(2, OperatorStage.MANY).boxed().toList(), OperatorStage.rest(reader));
            Awaitility.await().atMost(OperatorStage.PATIENCE).ignoreExceptions().until(() -> {
                stage.users(1);
                return true;
            });
            assertEquals(OperatorStage.MANY + 1, follower.next().orElseThrow().sequence());
        }
    }

    @Test
    void saysThatTheServerWentAwayAndHowFarItCame() throws Exception {
        stage.provision();
        stage.users(OperatorStage.MANY);
        NatsLink link = NatsLink.connectForReading(
                        stage.vertx,
                        stage.server.url(),
                        NatsUsers.OPERATOR,
                        stage.server.passwords().of(NatsUsers.OPERATOR),
                        OperatorStage.PATIENCE)
                .await();
        StreamOperator impatient =
                new NatsStreamOperator(stage.vertx, link, OperatorStage.PATIENCE, Duration.ofMillis(500));

        try (StreamReader reader = impatient.open(OperatorStage.all())) {
            assertEquals(1, reader.next().orElseThrow().sequence());
            stage.server.kill();

            ServiceException away = assertThrows(ServiceException.class, () -> OperatorStage.rest(reader));
            assertEquals(ErrorCode.UNAVAILABLE, away.code());
            assertTrue(
                    away.sentence().matches("NATS went away .* the last message read has the sequence \\d+"),
                    away.sentence());
        }
        stage.server.restart();
        link.close().await();
    }

    private static String readersConsumer(Connection operator) throws Exception {
        return operator.jetStreamManagement().getConsumerNames("EVENTS").stream()
                .filter(name -> name.startsWith("read-"))
                .findFirst()
                .orElseThrow();
    }
}
