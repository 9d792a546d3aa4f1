package dev.shippy.runtime.nats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.EventConsumer;
import dev.shippy.contracts.EventStream;
import dev.shippy.contracts.ServiceException;
import dev.shippy.embedded.EmbeddedNats;
import dev.shippy.runtime.ProvisioningStep;
import dev.shippy.runtime.ProvisioningStep.Result;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams and consumers on a real nats-server, with the operator's real permissions. */
class ProvisioningIT {

    private static final Vertx vertx = Vertx.vertx();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final EventConsumer CONSUMER = EventConsumer.emailSubscriber(EventStream.EVENTS);

    @TempDir
    private Path directory;

    private EmbeddedNats server;
    private Connection operator;
    private JetStreamManagement management;

    @AfterAll
    static void stopVertx() {
        vertx.close().await();
    }

    @BeforeEach
    void start() throws Exception {
        server = EmbeddedNats.start(directory);
        operator = Wire.connect(server, "operator");
        management = operator.jetStreamManagement();
    }

    @AfterEach
    void stop() throws Exception {
        operator.close();
        server.close();
    }

    @Test
    void makesWhatIsMissingAndLeavesWhatIsRight() {
        List<ProvisioningStep> first = provision("operator");
        List<ProvisioningStep> second = provision("operator");

        assertEquals(EventStream.values().length + EventConsumer.all().size(), first.size());
        assertTrue(first.stream().allMatch(step -> step.result() == Result.MADE), first.toString());
        assertTrue(second.stream().allMatch(step -> step.result() == Result.RIGHT_ALREADY), second.toString());
    }

    @Test
    void changesWhatCanBeChangedWithoutLoss() throws Exception {
        addEvents(StreamConfiguration.builder()
                .subjects("user.created")
                .maxAge(Duration.ofDays(1))
                .storageType(StorageType.File));
        var unused = management.addOrUpdateConsumer(
                "EVENTS",
                ConsumerConfiguration.builder(ConsumerSettings.of(CONSUMER))
                        .maxDeliver(3)
                        .build());

        List<ProvisioningStep> steps = provision("operator");

        assertEquals(Result.CHANGED, steps.get(0).result());
        assertTrue(
                steps.get(0).changes().contains("max_age is 1d, not 30d"),
                steps.get(0).changes());
        assertTrue(
                steps.get(0).changes().contains("subjects is [user.created]"),
                steps.get(0).changes());
        ProvisioningStep consumer = steps.get(EventStream.values().length);
        assertEquals(Result.CHANGED, consumer.result());
        assertEquals("max_deliver is 3, not 100", consumer.changes());
    }

    @Test
    void refusesWhatCannotBeChangedWithoutLossAndLeavesIt() throws Exception {
        addEvents(StreamConfiguration.builder().subjects("user.*").storageType(StorageType.Memory));

        ServiceException refusal = assertThrows(ServiceException.class, () -> provision("operator"));

        assertEquals(ErrorCode.FAILED_PRECONDITION, refusal.code());
        assertTrue(
                refusal.sentence().contains("stream EVENTS is there already, and its storage is memory"),
                refusal.sentence());
        assertEquals(
                List.of("user.*"),
                management.getStreamInfo("EVENTS").getConfiguration().getSubjects());
    }

    @Test
    void takesAConsumerThatDoesNotReadEverythingForUnsafe() {
        ConsumerConfiguration filtered = ConsumerConfiguration.builder(ConsumerSettings.of(CONSUMER))
                .filterSubject("user.created")
                .build();

        Difference difference = ConsumerSettings.differences(filtered, CONSUMER).get(0);

        assertEquals("filter_subject", difference.setting());
        assertFalse(difference.safe());
    }

    @Test
    void saysThatACustomerMayNot() {
        ServiceException refusal = assertThrows(
                ServiceException.class,
                () -> Provisioning.run(vertx, server.url(), Duration.ofSeconds(8))
                        .await());

        assertEquals(ErrorCode.PERMISSION_DENIED, refusal.code());
        assertTrue(refusal.sentence().contains("customer"), refusal.sentence());
    }

    private List<ProvisioningStep> provision(String user) {
        return Provisioning.run(vertx, server.passwords().url(user), PATIENCE).await();
    }

    private void addEvents(StreamConfiguration.Builder configuration) throws Exception {
        var unused = management.addStream(configuration.name("EVENTS").build());
    }
}
