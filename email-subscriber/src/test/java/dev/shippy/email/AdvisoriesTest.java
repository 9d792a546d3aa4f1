package dev.shippy.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.EventMessage;
import dev.shippy.contracts.EventStream;
import dev.shippy.contracts.ServiceException;
import dev.shippy.runtime.nats.Delivery;
import dev.shippy.runtime.nats.DeliveryHandler.Outcome;
import dev.shippy.runtime.nats.StoredMessage;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdvisoriesTest {

    private static final Duration LEASE = Duration.ofSeconds(30);

    private final TestContext context = new TestContext();
    private final InMemoryLedger ledger = new InMemoryLedger();
    private final FakeDeadLetters deadLetters = new FakeDeadLetters();
    private final Map<String, StoredMessage> stored = new HashMap<>();
    private final Advisories advisories =
            new Advisories(this::read, ledger, new GivingUp(deadLetters, ledger), LEASE, Pauses.NORMAL);
    private boolean away;

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void buriesWhatTheServerHasGivenUp() {
        EventMessage event = Samples.userCreated("ada");
        StoredMessage message = store(Samples.delivery(event).message());

        assertEquals(Outcome.done(), handle(advisory(message, "email-subscriber")));

        assertEquals(message, deadLetters.letters().get(0).message());
        assertEquals(100, deadLetters.letters().get(0).deliveries());
        assertEquals("Delivered 100 times without being done", deadLetters.reason());
        assertEquals(1, context.call(ledger::figures).dead());
        // Told twice, as after a crash: the same letter again, which NATS stores once.
        assertEquals(Outcome.done(), handle(advisory(message, "email-subscriber")));
        assertEquals(deadLetters.letters().get(0), deadLetters.letters().get(1));
    }

    @Test
    void buriesNothingWhoseMailIsSent() {
        EventMessage event = Samples.userCreated("ada");
        StoredMessage message = store(Samples.delivery(event).message());
        context.call(() -> ledger.claim(event.id(), message.toString(), LEASE));
        context.call(() -> ledger.sent(event.id()));

        assertEquals(Outcome.done(), handle(advisory(message, "email-subscriber")));

        assertTrue(deadLetters.letters().isEmpty());
    }

    @Test
    void buriesWhatIsNoEvent() {
        StoredMessage garbage = store(Samples.garbage().message());

        assertEquals(Outcome.done(), handle(advisory(garbage, "email-subscriber")));

        assertEquals("The header ce-specversion is missing", deadLetters.reason());
    }

    @Test
    void waitsWhileSomebodyWorksOnIt() {
        EventMessage event = Samples.userCreated("ada");
        StoredMessage message = store(Samples.delivery(event).message());
        context.call(() -> ledger.claim(event.id(), message.toString(), LEASE));

        Outcome outcome = handle(advisory(message, "email-subscriber"));

        assertTrue(outcome.delay().compareTo(LEASE) > 0, outcome.toString());
        assertTrue(deadLetters.letters().isEmpty());
    }

    @Test
    void isDoneWithWhatIsGoneOrNotOurs() {
        StoredMessage message = Samples.delivery(Samples.userCreated("ada")).message();
        assertEquals(Outcome.done(), handle(advisory(message, "email-subscriber")));
        assertEquals(Outcome.done(), handle(advisory(store(message), "another")));
        assertEquals(Outcome.done(), handle(body("no json")));
        assertEquals(Outcome.done(), handle(body("{}")));
        assertTrue(deadLetters.letters().isEmpty());
    }

    @Test
    void comesAgainWhenAServerIsAway() {
        StoredMessage message =
                store(Samples.delivery(Samples.userCreated("ada")).message());
        Outcome again = Outcome.again(Pauses.NORMAL.away());

        away = true;
        assertEquals(again, handle(advisory(message, "email-subscriber")));
        away = false;
        ledger.away(true);
        assertEquals(again, handle(advisory(message, "email-subscriber")));
        ledger.away(false);
        assertEquals(Outcome.done(), handle(advisory(message, "email-subscriber")));
    }

    private StoredMessage store(StoredMessage message) {
        stored.put(message.toString(), message);
        return message;
    }

    private Future<Optional<StoredMessage>> read(EventStream stream, long sequence) {
        return away
                ? Future.failedFuture(ServiceException.unavailable("NATS is not connected", null))
                : Future.succeededFuture(Optional.ofNullable(stored.get(stream + " " + sequence)));
    }

    private static Delivery advisory(StoredMessage message, String consumer) {
        return body(new JsonObject()
                .put("type", "io.nats.jetstream.advisory.v1.max_deliver")
                .put("stream", message.stream())
                .put("consumer", consumer)
                .put("stream_seq", message.sequence())
                .put("deliveries", 100)
                .encode());
    }

    private static Delivery body(String text) {
        return new Delivery(
                Samples.message(
                        "ADVISORIES",
                        "$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.EVENTS.email-subscriber",
                        Map.of(),
                        text.getBytes(StandardCharsets.UTF_8)),
                1);
    }

    private Outcome handle(Delivery delivery) {
        return context.call(() -> advisories.handle(delivery));
    }
}
