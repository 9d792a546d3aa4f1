package dev.shippy.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.CloudEvents;
import dev.shippy.contracts.Event;
import dev.shippy.contracts.EventMessage;
import dev.shippy.contracts.Headers;
import dev.shippy.contracts.user.v1.User;
import dev.shippy.contracts.user.v1.UserEvent;
import dev.shippy.runtime.nats.StoredMessage;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.StreamConfiguration;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the service tells of accounts: real NATS, real PostgreSQL, servers that are killed and wiped. */
class UserEventsIT {

    @TempDir
    private Path folder;

    private RunningUsers users;

    @BeforeEach
    void start() {
        users = new RunningUsers(folder);
    }

    @AfterEach
    void stop() {
        users.close();
    }

    @Test
    void tellsOfEverySignUpOnceHoweverManyInstancesThereAre() {
        users.provision();
        users.start(2);

        List<String> ids = IntStream.range(0, 20).mapToObj(n -> users.signUp()).toList();

        soon().until(() -> users.unpublished() == 0);
        users.context.call(() -> users.context.vertx.timer(2 * RunningUsers.LEASE.toMillis()));
        List<EventMessage> events = users.events();
        assertEquals(21, events.size());
        assertEquals(
                Set.copyOf(ids),
                events.stream()
                        .filter(event -> !((UserEvent) event.body()).getByService())
                        .map(EventMessage::entity)
                        .collect(Collectors.toSet()));
    }

    @Test
    void tellsInCloudEventsWithoutPersonalData() {
        users.provision();
        users.start(1);
        User ada = Samples.user(Samples.email().text());

        String id = TestContext.await(users.create(ada));

        soon().until(() -> users.unpublished() == 0);
        StoredMessage message = users.stream().stream()
                .filter(stored -> stored.header(CloudEvents.SUBJECT).equals(id))
                .findFirst()
                .orElseThrow();
        assertEquals("user.created", message.subject());
        assertEquals("1.0", message.header(CloudEvents.SPECIFICATION));
        assertEquals("dev.shippy.user.created.v1", message.header(CloudEvents.TYPE));
        assertEquals("/shippy/user", message.header(CloudEvents.SOURCE));
        assertEquals("application/protobuf", message.header(CloudEvents.CONTENT));
        assertEquals(message.header(CloudEvents.ID), message.header(Headers.MESSAGE_ID));
        assertTrue(message.header(Headers.TRACE_PARENT).startsWith("00-"));
        String all = message.headers() + new String(message.body(), StandardCharsets.ISO_8859_1);
        for (String personal : List.of(ada.getName(), ada.getCompany(), ada.getEmail(), ada.getPassword())) {
            assertFalse(all.contains(personal), all);
        }
    }

    @Test
    void tellsOfADeletionAfterTheSignUp() {
        users.provision();
        users.start(1);
        String id = users.signUp();

        users.delete(id);

        soon().until(() -> users.unpublished() == 0);
        assertEquals(
                List.of(Event.USER_CREATED, Event.USER_DELETED),
                users.events().stream()
                        .filter(event -> event.entity().equals(id))
                        .map(EventMessage::event)
                        .toList());
    }

    @Test
    void tellsLaterWhatHappenedBeforeThereWasAStream() {
        users.start(1);
        String id = users.signUp();
        users.delete(id);
        assertEquals(3, users.unpublished());

        users.provision();

        soon().until(() -> users.unpublished() == 0);
        assertEquals(
                List.of(Event.USER_CREATED, Event.USER_CREATED, Event.USER_DELETED),
                users.events().stream().map(EventMessage::event).sorted().toList());
    }

    @Test
    void losesNothingWhileNatsIsKilled() {
        users.provision();
        users.start(2);
        List<Future<String>> signUps = new ArrayList<>();

        for (int round = 0; round < 3; round++) {
            IntStream.range(0, 30)
                    .forEach(n -> signUps.add(
                            users.create(Samples.user(Samples.email().text()))));
            soon().until(() -> signUps.stream().anyMatch(Future::isComplete));
            users.nats.kill();
            soon().until(() -> signUps.stream().allMatch(Future::isComplete));
            users.nats.restart();
            soon().until(this::canSignUp);
        }

        soon().until(() -> users.unpublished() == 0);
        Set<String> told = users.events().stream().map(EventMessage::entity).collect(Collectors.toSet());
        assertEquals(accounts(), told);
        assertEquals(told.size(), users.events().size());
    }

    @Test
    void tellsOnceWhatWasStoredAndNeverMarked() {
        users.provision();
        users.start(1);
        soon().until(() -> users.unpublished() == 0);
        users.stop();
        NewAccount account = Samples.account();
        users.insertAndDieAfterThePubAck(account);
        assertEquals(2, users.events().size());
        assertEquals(1, users.unpublished());

        users.start(1);

        soon().until(() -> users.unpublished() == 0);
        assertEquals(2, users.events().size());
        assertTrue(users.events().stream().anyMatch(event -> event.entity().equals(account.id())));
    }

    @Test
    void tellsEverythingAgainWhenTheStreamWasLost() throws IOException {
        users.provision();
        users.start(2);
        IntStream.range(0, 10).forEach(n -> users.signUp());
        soon().until(() -> users.unpublished() == 0);
        Set<EventMessage> before = Set.copyOf(users.events());

        wipe();
        users.provision();
        long scheduled = soon().until(() -> republished(1), count -> count >= 0);

        assertEquals(11, scheduled);
        soon().until(() -> users.unpublished() == 0);
        assertEquals(before, Set.copyOf(users.events()));
        assertEquals(11, users.events().size());
    }

    @Test
    void refusesToStartWithAnotherStream() throws Exception {
        Options options = new Options.Builder()
                .server(users.nats.passwords().url("operator"))
                .inboxPrefix("_INBOX_operator")
                .build();
        Connection operator = Nats.connect(options);
        var unused = operator.jetStreamManagement()
                .addStream(StreamConfiguration.builder()
                        .name("EVENTS")
                        .subjects("user.created")
                        .build());
        operator.close();

        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> TestContext.await(users.deploy()));

        assertTrue(String.valueOf(refused.getMessage()).startsWith("The stream EVENTS is not as it has to be"));
    }

    private boolean canSignUp() {
        User user = Samples.user(Samples.email().text());
        return TestContext.await(users.create(user).transform(answer -> Future.succeededFuture(answer.succeeded())));
    }

    /** -1 while the service is not back. */
    private long republished(long since) {
        try {
            return users.republish(since);
        } catch (RuntimeException notYet) {
            return -1;
        }
    }

    private Set<String> accounts() {
        return TestContext.await(new PostgresUserRepository(users.store, RunningUsers.LEASE, told -> {})
                        .page(Optional.empty(), 1_000))
                .stream()
                .map(Account::id)
                .collect(Collectors.toSet());
    }

    private void wipe() throws IOException {
        users.nats.kill();
        try (Stream<Path> files = Files.walk(folder.resolve("jetstream"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        users.nats.restart();
    }

    private static ConditionFactory soon() {
        return Awaitility.await().pollInterval(Duration.ofMillis(20)).atMost(TestContext.PATIENCE);
    }
}
