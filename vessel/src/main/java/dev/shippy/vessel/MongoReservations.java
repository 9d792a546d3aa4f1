package dev.shippy.vessel;

import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.ServiceException;
import dev.shippy.runtime.mongo.MongoStore;
import dev.shippy.vessel.VesselRepository.Outcome;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.UpdateOptions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The vessel's half of the booking protocol. R1 to P1 are the steps of booking.md; each is one read or one update. */
final class MongoReservations {

    /** L1 to L3 go round only when a Reserve slips in between; more than once means that something else is wrong. */
    private static final int RELEASE_ROUNDS = 5;

    /** R1 is retried when R2 finds room: it was given back in between, or a former primary answered R1. */
    private static final int RESERVE_ROUNDS = 2;

    private static final int PRUNED_AT_ONCE = 100;

    private final MongoStore store;
    private final MongoClient client;
    private final Clock clock;
    private final int mostHolds;
    private final FleetView view;
    private final ReserveQueue queue = new ReserveQueue(this::reserveAll);

    MongoReservations(MongoStore store, Clock clock, int mostHolds, FleetView view) {
        this.store = store;
        this.client = store.client();
        this.clock = clock;
        this.mostHolds = mostHolds;
        this.view = view;
    }

    /** R1, alone or together with others for the same vessel. */
    Future<Outcome> reserve(String vesselId, Reservation reservation, Deadline deadline, Deadline named) {
        return queue.reserve(vesselId, reservation, deadline, named);
    }

    /** Ends when all are answered. Who has waited too long waits no longer. */
    private Future<?> reserveAll(String vesselId, List<ReserveQueue.Entry> entries) {
        List<ReserveQueue.Entry> inTime = entries.stream()
                .filter(entry ->
                        !entry.deadline().isPast(clock) || !entry.answer().tryFail(tooLate()))
                .toList();
        return ReserveGroup.of(inTime)
                .filter(group -> inTime.size() <= mostHolds)
                .<Future<?>>map(group -> reserveTogether(vesselId, group, inTime))
                .orElseGet(() -> reserveEach(vesselId, inTime));
    }

    /** All of them or none, which is certain: then each for itself. When the outcome is unknown everybody hears so. */
    private Future<?> reserveTogether(String vesselId, ReserveGroup group, List<ReserveQueue.Entry> entries) {
        JsonObject condition = VesselDocument.mayHoldAll(vesselId, group, mostHolds);
        return changeRoom(condition, VesselDocument.takeRoomForAll(group), entries.size())
                .onFailure(failure -> entries.forEach(entry -> entry.answer().fail(failure)))
                .compose(taken -> {
                    if (!taken) {
                        return reserveEach(vesselId, entries);
                    }
                    entries.forEach(entry -> entry.answer().complete(Outcome.GRANTED));
                    return Future.succeededFuture();
                });
    }

    private Future<?> reserveEach(String vesselId, List<ReserveQueue.Entry> entries) {
        return Future.join(entries.stream()
                .map(entry -> reserveAlone(vesselId, entry, RESERVE_ROUNDS).onComplete(entry.answer()))
                .toList());
    }

    /** One update a round. If its outcome is unknown, the caller gets UNAVAILABLE, never a refusal. */
    private Future<Outcome> reserveAlone(String vesselId, ReserveQueue.Entry entry, int rounds) {
        if (entry.deadline().isPast(clock)) {
            return Future.failedFuture(tooLate());
        }
        Reservation reservation = entry.reservation();
        JsonObject condition = VesselDocument.mayHold(vesselId, reservation, entry.named(), mostHolds);
        return changeRoom(condition, VesselDocument.takeRoom(reservation), 1)
                .compose(taken ->
                        taken ? Future.succeededFuture(Outcome.GRANTED) : notTaken(vesselId, entry, rounds - 1));
    }

    /** R2, which also corrects the view. */
    private Future<Outcome> notTaken(String vesselId, ReserveQueue.Entry entry, int rounds) {
        JsonObject fields = ReservationState.fields(entry.reservation()).mergeIn(SightingDocument.FIELDS);
        return readNow(vesselId, fields).compose(found -> {
            Optional<Vessel> seen = correctView(vesselId, found);
            ReservationState state = ReservationState.of(found);
            boolean isFree = state.mayHold(entry.named())
                    && seen.filter(vessel ->
                                    vessel.hasRoomFor(entry.reservation().cargo()))
                            .isPresent();
            return isFree && rounds > 0
                    ? reserveAlone(vesselId, entry, rounds)
                    : Future.succeededFuture(outcome(state, entry.named()));
        });
    }

    private Optional<Vessel> correctView(String vesselId, Optional<JsonObject> found) {
        if (found.isEmpty()) {
            view.forget(vesselId);
            return Optional.empty();
        }
        return SightingDocument.ifReadable(found.get(), read -> SightingDocument.updated(read, 0))
                .peek(view::correct)
                .map(Sighting::vessel)
                .findFirst();
    }

    private static Outcome outcome(ReservationState state, Deadline named) {
        if (state.held().isPresent()) {
            return Outcome.GRANTED;
        }
        if (state.isTooLate(named)) {
            throw tooLate();
        }
        return Outcome.REFUSED;
    }

    Future<Void> release(String vesselId, Reservation reservation, Deadline upTo) {
        return release(vesselId, reservation, upTo, RELEASE_ROUNDS);
    }

    /** L1. */
    private Future<Void> release(String vesselId, Reservation reservation, Deadline upTo, int rounds) {
        JsonObject condition = VesselDocument.holds(vesselId, reservation);
        return changeRoom(condition, VesselDocument.giveRoomBack(reservation, upTo), -1)
                .compose(released -> released ? Future.succeededFuture() : bury(vesselId, reservation, upTo, rounds));
    }

    /** L2. */
    private Future<Void> bury(String vesselId, Reservation reservation, Deadline upTo, int rounds) {
        JsonObject condition = VesselDocument.neverSeen(vesselId, reservation, upTo);
        return update(condition, VesselDocument.bury(reservation, upTo))
                .compose(buried -> buried ? Future.succeededFuture() : verify(vesselId, reservation, upTo, rounds));
    }

    /** L3. */
    private Future<Void> verify(String vesselId, Reservation reservation, Deadline upTo, int rounds) {
        return state(vesselId, reservation)
                .compose(state -> state.isClosed(upTo)
                        ? Future.succeededFuture()
                        : again(state, vesselId, reservation, upTo, rounds - 1));
    }

    private Future<Void> again(
            ReservationState state, String vesselId, Reservation reservation, Deadline upTo, int rounds) {
        if (state.holdsOther(reservation.cargo())) {
            return Future.failedFuture(ServiceException.failedPrecondition("The reservation holds another room than "
                    + reservation.cargo().inWords()));
        }
        return rounds > 0
                ? release(vesselId, reservation, upTo, rounds)
                : Future.failedFuture(ServiceException.unavailable("The reservation keeps changing", null));
    }

    Future<Integer> prune(Tombstones tombstones) {
        long old = clock.instant().minus(tombstones.age()).toEpochMilli();
        JsonObject query = VesselDocument.mayForget(old, tombstones.keep());
        FindOptions ids = new FindOptions().setFields(VesselDocument.byId(1)).setLimit(PRUNED_AT_ONCE);
        return store.run(() -> client.findWithOptions(MongoVesselRepository.COLLECTION, query, ids))
                .compose(found -> pruneEach(found, tombstones));
    }

    /** One after the other: nobody waits for it, and each may be a large read. */
    private Future<Integer> pruneEach(List<JsonObject> vessels, Tombstones tombstones) {
        Future<Integer> pruned = Future.succeededFuture(0);
        for (JsonObject vessel : vessels) {
            String id = vessel.getString("_id");
            pruned = pruned.compose(count -> prune(id, tombstones).map(done -> done ? count + 1 : count));
        }
        return pruned;
    }

    private Future<Boolean> prune(String vesselId, Tombstones tombstones) {
        JsonObject fields = new JsonObject().put("tombstones.upTo", 1);
        return store.run(() -> client.findOne(MongoVesselRepository.COLLECTION, VesselDocument.byId(vesselId), fields))
                .map(document -> floor(document, tombstones))
                .compose(floor -> forget(vesselId, floor.orElse(0)).map(done -> done && floor.isPresent()));
    }

    private OptionalLong floor(JsonObject document, Tombstones tombstones) {
        List<Long> upTo = document.getJsonArray("tombstones").stream()
                .map(tombstone -> ((JsonObject) tombstone).getLong("upTo"))
                .toList();
        return tombstones.floor(upTo, clock.instant());
    }

    /**
     * P1. With nothing to forget, it only corrects the two fields that P1 searches by, which an instance of an earlier
     * release may have left wrong.
     */
    private Future<Boolean> forget(String vesselId, long floor) {
        JsonObject query = VesselDocument.byId(vesselId);
        return store.run(() ->
                        client.updateCollection(MongoVesselRepository.COLLECTION, query, VesselDocument.forget(floor)))
                .map(result -> result.getDocMatched() == 1);
    }

    private Future<ReservationState> state(String vesselId, Reservation reservation) {
        return readNow(vesselId, ReservationState.fields(reservation)).map(ReservationState::of);
    }

    private Future<Optional<JsonObject>> readNow(String vesselId, JsonObject fields) {
        return store.linearizable().find(MongoVesselRepository.COLLECTION, vesselId, fields);
    }

    /** Whether the condition matched. The one update also tells what room it left. */
    private Future<Boolean> changeRoom(JsonObject condition, JsonObject change, int moreHolds) {
        FindOptions fields = new FindOptions().setFields(SightingDocument.FIELDS);
        UpdateOptions returnNew = new UpdateOptions().setReturningNewDocument(true);
        return store.run(() -> client.findOneAndUpdateWithOptions(
                        MongoVesselRepository.COLLECTION, condition, change, fields, returnNew))
                .map(changed -> changed != null && report(changed, moreHolds));
    }

    private boolean report(JsonObject changed, int moreHolds) {
        SightingDocument.ifReadable(changed, document -> SightingDocument.updated(document, moreHolds))
                .forEach(view::learn);
        return true;
    }

    /** Whether the condition matched. */
    private Future<Boolean> update(JsonObject condition, JsonObject change) {
        return store.run(() -> client.updateCollection(MongoVesselRepository.COLLECTION, condition, change))
                .map(result -> result.getDocMatched() == 1);
    }

    private static ServiceException tooLate() {
        return ServiceException.deadlineExceeded("The deadline of the reservation has passed");
    }
}
