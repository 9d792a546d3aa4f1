package dev.shippy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nats.client.Message;
import io.nats.client.Subscription;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real server makes of the configuration. */
class NatsPermissionsIT {

    private static final Duration ARRIVAL = Duration.ofSeconds(5);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "internal.vessel.v1.Reserve",
                "internal.user.v1.Get",
                "user.created",
                "user.deleted",
                "consignment.booked",
                "consignment.rejected",
                "consignment.cancelled",
                "$JS.API.STREAM.DELETE.EVENTS",
                "$JS.API.STREAM.PURGE.EVENTS",
                "$JS.API.STREAM.CREATE.EVENTS",
                "$JS.API.INFO",
                "$JS.ACK.EVENTS.email-subscriber.1.1.1.1.1",
                "redeliver.email-subscriber",
                "dead-letter.email-subscriber",
                "email-subscriber.v1.Status",
                "_INBOX.stranger",
                "_INBOX_operator.stranger",
                "_INBOX_vessel.stranger",
                "bench.echo",
                "$SYS.REQ.SERVER.PING",
                "user.v1.Create.more",
                "anything"
            })
    void keepsCustomersFromPublishing(String subject) throws IOException {
        assertRefused("customer", subject, false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ">",
                "*",
                "user.>",
                "user.*.*",
                "user.v1.Create",
                "consignment.v1.CreateConsignment",
                "internal.>",
                "internal.vessel.v1.Reserve",
                "user.created",
                "consignment.*",
                "_INBOX_operator.>",
                "_INBOX_consignment.>",
                "_INBOX_vessel.1",
                "_INBOX*.>",
                "*.>",
                "$SRV.>",
                "$JS.>",
                "$SYS.>",
                "$JS.EVENT.ADVISORY.>"
            })
    void keepsCustomersFromListening(String subject) throws IOException {
        assertRefused("customer", subject, true);
    }

    @ParameterizedTest
    @CsvSource({
        "vessel-public, _INBOX_vessel.reply",
        "vessel-public, internal.user.v1.Keys",
        "vessel-public, consignment.booked",
        "vessel-public, $JS.API.STREAM.DELETE.EVENTS",
        "user-public, user.created",
        "consignment-public, internal.vessel.v1.Reserve",
        "vessel, consignment.booked",
        "vessel, _INBOX.reply",
        "vessel, $JS.API.STREAM.INFO.EVENTS",
        "consignment, $JS.API.STREAM.DELETE.EVENTS",
        "consignment, user.created",
        "consignment, internal.user.v1.Get",
        "user, consignment.booked",
        "user, _INBOX.reply",
        "email-subscriber, user.created",
        "email-subscriber, internal.vessel.v1.Release",
        "operator, internal.vessel.v1.Release",
        "operator, user.created",
        "operator, $JS.API.STREAM.DELETE.EVENTS",
        "operator, $JS.API.STREAM.CREATE.OTHER",
        "operator, $JS.API.STREAM.PURGE.EVENTS",
        "operator, $JS.API.CONSUMER.DELETE.EVENTS.email-subscriber",
        "operator, $JS.API.CONSUMER.MSG.NEXT.EVENTS.email-subscriber",
        "operator, $JS.ACK.EVENTS.email-subscriber.1.1.1.1.1",
        "bench, internal.user.v1.Get",
        "bench, $JS.API.INFO"
    })
    void keepsEveryUserFromPublishingMoreThanItsPart(String user, String subject) throws IOException {
        assertRefused(user, subject, false);
    }

    @ParameterizedTest
    @CsvSource({
        "vessel-public, _INBOX_vessel.1",
        "vessel-public, _INBOX.>",
        "vessel-public, vessel.v1.FindAvailable",
        "vessel-public, vessel.v1.*",
        "vessel-public, user.v1.Create",
        "vessel-public, internal.vessel.v1.Reserve",
        "vessel, internal.vessel.v1.Reserve",
        "vessel, vessel.v1.FindAvailable",
        "vessel, _INBOX_user.>",
        "user, user.v1.Create",
        "consignment, user.created",
        "email-subscriber, user.created",
        "operator, user.>",
        "operator, user.v1.Create",
        "operator, user.*",
        "operator, consignment.>",
        "operator, _INBOX.>",
        "operator, _INBOX_consignment.>",
        "bench, _INBOX.>",
        "bench, user.v1.Auth"
    })
    void keepsEveryUserFromListeningToMoreThanItsPart(String user, String subject) throws IOException {
        assertRefused(user, subject, true);
    }

    @Test
    void opensDoorsToTheQueueGroupOnly() throws IOException {
        try (NatsTestClient service = client("vessel-public")) {
            service.connection().subscribe("vessel.v1.FindAvailable", "q");
            assertEquals(List.of(), service.refusals());
            service.connection().subscribe("vessel.v1.FindAvailable", "other");
            assertTrue(service.isRefused());
        }
    }

    @Test
    void carriesACallOfACustomerAndItsReply() throws IOException, InterruptedException {
        try (NatsTestClient service = client("vessel-public");
                NatsTestClient customer = new NatsTestClient(Shared.nats().url())) {
            Subscription door = service.connection().subscribe("vessel.v1.Get", "q");
            assertEquals(List.of(), service.refusals());
            var reply = customer.connection().request("vessel.v1.Get", new byte[] {1});
            Message request = Objects.requireNonNull(door.nextMessage(ARRIVAL));
            service.connection().publish(request.getReplyTo(), new byte[] {2});
            assertEquals(List.of(), service.refusals());
            assertEquals(2, reply.orTimeout(5, TimeUnit.SECONDS).join().getData()[0]);
            assertEquals(List.of(), customer.refusals());
        }
    }

    @Test
    void aStrangersReplySubjectCarriesNothing() throws IOException, InterruptedException {
        try (NatsTestClient service = client("user-public");
                NatsTestClient listener = client("operator");
                NatsTestClient customer = new NatsTestClient(Shared.nats().url())) {
            Subscription door = service.connection().subscribe("user.v1.Get", "q");
            Subscription events = listener.connection().subscribe("user.created");
            assertEquals(List.of(), listener.refusals());
            assertEquals(List.of(), service.refusals());
            customer.connection().publish("user.v1.Get", "user.created", new byte[0]);
            Message request = Objects.requireNonNull(door.nextMessage(ARRIVAL));
            service.connection().publish(request.getReplyTo(), new byte[0]);
            assertTrue(service.isRefused());
            assertTrue(listener.answersWithin(ARRIVAL));
            assertNull(events.nextMessage(Duration.ofMillis(1)));
        }
    }

    @Test
    void givesTheOperatorJetStream() throws IOException {
        try (NatsTestClient operator = client("operator")) {
            var streams = operator.connection().request("$JS.API.INFO", new byte[0]);
            byte[] answer = streams.orTimeout(5, TimeUnit.SECONDS).join().getData();
            assertTrue(new String(answer, StandardCharsets.UTF_8).contains("account_info_response"));
        }
    }

    private static void assertRefused(String user, String subject, boolean subscribe) throws IOException {
        try (NatsTestClient client =
                user.equals("customer") ? new NatsTestClient(Shared.nats().url()) : client(user)) {
            if (subscribe) {
                client.connection().subscribe(subject);
            } else {
                client.connection().publish(subject, new byte[0]);
            }
            assertTrue(client.isRefused(), () -> user + " is let to " + subject);
        }
    }

    private static NatsTestClient client(String user) throws IOException {
        return new NatsTestClient(Shared.nats().passwords().url(user), "_INBOX_" + user);
    }
}
