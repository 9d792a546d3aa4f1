package dev.shippy.consignment;

import dev.shippy.contracts.Call;
import dev.shippy.contracts.Deadline;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The vessel service as booking.md describes it (R1 to P1), step by step, behind a network that loses and delays. It has no
 * clock: a Reserve may be executed at any time, and a tombstone forgotten at any time.
 */
final class SimulatedVessels implements Vessels {

    /** One document, with room for one consignment. */
    private static final class Ship {
        private int free = 1;
        private long closedUpTo;
        private final Set<String> holds = new TreeSet<>();
        private final Map<String, Long> tombstones = new TreeMap<>();
    }

    private final Scheduler scheduler;
    private final Map<String, Ship> ships = new TreeMap<>();

    SimulatedVessels(Scheduler scheduler, String... names) {
        this.scheduler = scheduler;
        for (String name : names) {
            ships.put(name, new Ship());
        }
    }

    @Override
    public Future<Optional<String>> findAvailable(Call call, Room room) {
        return findAnother(call, room, List.of());
    }

    /** A hint that is stale: any vessel, or none. */
    @Override
    public Future<Optional<String>> findAnother(Call call, Room room, List<String> except) {
        List<String> possible =
                ships.keySet().stream().filter(name -> !except.contains(name)).toList();
        int choice = scheduler.random(possible.size() * 3 + 1);
        Optional<String> hint = choice == 0 ? Optional.empty() : Optional.of(possible.get(choice % possible.size()));
        return scheduler.request("FindAvailable", () -> Future.succeededFuture(hint), Answers::unknown);
    }

    @Override
    public Future<Answer> reserve(Call call, String vessel, String reservationId, Room room) {
        Ship ship = ship(vessel);
        String name = "Reserve " + reservationId + " on " + vessel + " until " + call.deadline();
        return scheduler.request(
                name, () -> reserveOn(ship, name, reservationId, call.deadline().unixMillis()), Answers::unknown);
    }

    private Future<Answer> reserveOn(Ship ship, String name, String id, long deadline) {
        return scheduler
                .atomic("R1 " + name, () -> takeRoom(ship, id, deadline))
                .compose(taken -> taken
                        ? Future.succeededFuture(Answer.GRANTED)
                        : scheduler
                                .atomic("R2 " + name, () -> read(ship, id, deadline))
                                .compose(answer -> answer));
    }

    private static boolean takeRoom(Ship ship, String id, long deadline) {
        if (ship.free < 1
                || ship.closedUpTo >= deadline
                || ship.holds.contains(id)
                || ship.tombstones.containsKey(id)) {
            return false;
        }
        ship.free--;
        return ship.holds.add(id);
    }

    private static Future<Answer> read(Ship ship, String id, long deadline) {
        if (ship.holds.contains(id)) {
            return Future.succeededFuture(Answer.GRANTED);
        }
        return ship.closedUpTo >= deadline
                ? Future.failedFuture(Answers.unknown())
                : Future.succeededFuture(Answer.REFUSED);
    }

    @Override
    public Future<Void> release(Call call, String vessel, String reservationId, Room room, Deadline upTo) {
        Ship ship = ship(vessel);
        String name = "Release " + reservationId + " on " + vessel + " up to " + upTo;
        return scheduler.request(name, () -> releaseOn(ship, name, reservationId, upTo.unixMillis()), Answers::unknown);
    }

    private Future<Void> releaseOn(Ship ship, String name, String id, long upTo) {
        return scheduler
                .atomic("L1 " + name, () -> giveBack(ship, id, upTo))
                .compose(given -> given
                        ? Future.<Void>succeededFuture()
                        : scheduler
                                .atomic("L2 " + name, () -> bury(ship, id, upTo))
                                .compose(
                                        closed -> closed ? Future.succeededFuture() : releaseOn(ship, name, id, upTo)));
    }

    private static boolean giveBack(Ship ship, String id, long upTo) {
        if (!ship.holds.remove(id)) {
            return false;
        }
        ship.free++;
        ship.tombstones.put(id, upTo);
        return true;
    }

    /** L2 and L3: false when there is a hold now. */
    private static boolean bury(Ship ship, String id, long upTo) {
        if (ship.holds.contains(id)) {
            return false;
        }
        if (!ship.tombstones.containsKey(id) && ship.closedUpTo < upTo) {
            ship.tombstones.put(id, upTo);
        }
        return true;
    }

    /** P1, at any time. */
    void forgetATombstone() {
        for (Ship ship : ships.values()) {
            List<Long> upTos = new ArrayList<>(new HashSet<>(ship.tombstones.values()));
            if (!upTos.isEmpty()) {
                long floor = upTos.get(scheduler.random(upTos.size()));
                ship.tombstones.values().removeIf(upTo -> upTo <= floor);
                ship.closedUpTo = Math.max(ship.closedUpTo, floor);
            }
        }
    }

    /** The holds of a consignment, each as {@code <vessel> <reservation id>}. */
    List<String> holdsOf(String consignmentId) {
        List<String> found = new ArrayList<>();
        ships.forEach((name, ship) -> ship.holds.stream()
                .filter(id -> id.startsWith(consignmentId + "."))
                .forEach(id -> found.add(name + " " + id)));
        return found;
    }

    /** I1: no vessel carries more than fits, and its room adds up. */
    boolean addsUp() {
        return ships.values().stream().allMatch(ship -> ship.free >= 0 && ship.free + ship.holds.size() == 1);
    }

    private Ship ship(String name) {
        Ship ship = ships.get(name);
        if (ship == null) {
            throw new AssertionError("No vessel " + name);
        }
        return ship;
    }
}
