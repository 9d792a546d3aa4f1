package dev.shippy.vessel;

import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.ServiceException;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Vessels in memory, for tests of what is above the repository; it keeps no holds but remembers what it was asked. */
final class FakeVessels implements VesselRepository {

    final TreeMap<String, Vessel> vessels = new TreeMap<>();
    final Map<String, String> requests = new TreeMap<>();
    Outcome outcome = Outcome.GRANTED;
    String asked = "nothing";

    @Override
    public Future<Void> prepare(Collection<Vessel> seed) {
        seed.forEach(vessel -> vessels.putIfAbsent(vessel.id(), vessel));
        return Future.succeededFuture();
    }

    @Override
    public Future<Optional<Vessel>> findAvailable(Cargo cargo, Collection<String> except) {
        asked = "find " + cargo.inWords() + " except " + except;
        return Future.succeededFuture(vessels.values().stream()
                .filter(vessel -> vessel.freeWeight() >= cargo.weight() && !except.contains(vessel.id()))
                .findFirst());
    }

    @Override
    public Future<Optional<Vessel>> find(String id) {
        return Future.succeededFuture(Optional.ofNullable(vessels.get(id)));
    }

    @Override
    public Future<List<Vessel>> list(String after, int limit) {
        return Future.succeededFuture(
                vessels.tailMap(after, false).values().stream().limit(limit).toList());
    }

    @Override
    public Future<Vessel> create(Vessel vessel, String request) {
        if (!requests.computeIfAbsent(vessel.id(), id -> request).equals(request)) {
            return Future.failedFuture(ServiceException.alreadyExists(vessel.id()));
        }
        vessels.putIfAbsent(vessel.id(), vessel);
        return Future.succeededFuture(vessel);
    }

    @Override
    public Future<Outcome> reserve(String vesselId, Reservation reservation, Deadline deadline, Deadline named) {
        asked = "reserve " + vesselId + " " + reservation.cargo().inWords() + " until " + deadline.unixMillis()
                + ", named " + named.unixMillis();
        return Future.succeededFuture(outcome);
    }

    @Override
    public Future<Void> release(String vesselId, Reservation reservation, Deadline upTo) {
        asked = "release " + vesselId + " " + reservation.cargo().inWords() + " up to " + upTo.unixMillis();
        return Future.succeededFuture();
    }

    @Override
    public Future<Integer> prune(Tombstones tombstones) {
        asked = "prune";
        return Future.succeededFuture(0);
    }
}
