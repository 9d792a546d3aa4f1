package dev.shippy.consignment;

import static dev.shippy.consignment.MongoConsignmentRepository.COLLECTION;
import static dev.shippy.consignment.Samples.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.Event;
import dev.shippy.runtime.outbox.OutboxEntry;
import dev.shippy.runtime.outbox.OutboxSource.Failure;
import dev.shippy.runtime.outbox.Republishing;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The outbox in MongoDB, and the content of its documents. */
abstract class MongoOutboxSuite implements OutboxContract {

    private MongoOutboxFixture fixture;

    /** The connection string of an empty database. */
    abstract String newDatabase();

    @BeforeEach
    void open() {
        fixture = MongoOutboxFixture.in(newDatabase());
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Override
    public Store store() {
        return fixture.store();
    }

    @Override
    public TestClock clock() {
        return fixture.clock();
    }

    @Test
    void keepsTheReasonForAnOperatorUntilItIsPublished() {
        Consignment booked = book(Samples.pending("vessel1", NOW));
        OutboxEntry told = store().told().get(0);
        await(store().outbox().failed(List.of(new Failure(told, "NATS is not connected", Duration.ZERO))));

        assertEquals(
                new JsonObject().put("attempts", 1).put("lastError", "NATS is not connected"),
                document(booked).getJsonObject("outbox"));

        await(store().outbox().published(await(store().outbox().claim(10))));
        assertFalse(document(booked).containsKey("outbox"));
        assertFalse(document(booked).containsKey("due"));
        assertEquals(1, document(booked).getInteger("published"));
    }

    @Test
    void leavesADocumentOfAReleaseBeforeAloneUntilItIsToldAgain() {
        Consignment booked = book(Samples.pending("vessel1", NOW));
        asBefore(booked);
        clock().advance(Duration.ofDays(1));
        assertEquals(List.of(), await(store().outbox().claim(10)));
        assertEquals(
                booked.id(),
                await(store().repository().find(booked.id())).orElseThrow().id());

        assertEquals(1, republish());

        OutboxEntry claimed = await(store().outbox().claim(10)).get(0);
        assertEquals(booked.id() + "-booked", claimed.events().get(0).id());
        await(store().outbox().published(List.of(claimed)));
        assertEquals(List.of(), await(store().outbox().claim(10)));
    }

    @Test
    void leavesAloneWhatItCannotRead() {
        Consignment strange = book(Samples.pending("vessel1", NOW));
        Consignment good = book(Samples.pending("vessel1", NOW));
        update(strange, new JsonObject().put("$set", new JsonObject().put("events.0.type", "consignment.lost")));
        clock().advance(Duration.ofDays(1));

        List<OutboxEntry> claimed = await(store().outbox().claim(10));

        assertEquals(
                List.of(good.id()), claimed.stream().map(OutboxEntry::entity).toList());
    }

    @Test
    void tellsThousandsAgain() {
        List<Consignment> booked = IntStream.range(0, 2_300)
                .mapToObj(n -> book(Samples.pending("vessel1", NOW)))
                .toList();
        await(store().outbox().published(List.copyOf(store().told())));

        assertEquals(2_300, republish());

        assertEquals(1_000, await(store().outbox().claim(1_000)).size());
        assertEquals(0, document(booked.get(2_299)).getInteger("published"));
    }

    private long republish() {
        return await(new Republishing(store().outbox(), clock()).run(1, new Deadline(Long.MAX_VALUE)));
    }

    private Consignment book(Consignment pending) {
        await(store().repository().insert(pending));
        BookingEvent event = pending.event(Event.CONSIGNMENT_BOOKED, NOW, Samples.TRACE);
        return await(store().repository().book(pending, event)).orElseThrow();
    }

    private void asBefore(Consignment consignment) {
        JsonObject fields = new JsonObject().put("published", "").put("due", "").put("events.0.trace", "");
        update(consignment, new JsonObject().put("$unset", fields));
    }

    private void update(Consignment consignment, JsonObject change) {
        JsonObject byId = new JsonObject().put("_id", consignment.id());
        await(fixture.database().client().updateCollection(COLLECTION, byId, change));
    }

    private JsonObject document(Consignment consignment) {
        JsonObject byId = new JsonObject().put("_id", consignment.id());
        return await(fixture.database().client().findOne(COLLECTION, byId, null));
    }
}
