package dev.shippy.vessel;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * The free room of all vessels in memory, in the order in which it is given away. It is what was last seen, and so a hint.
 *
 * <p>Both finding and learning take logarithmic time. A vessel with an id of 32 characters and a short name takes some 130 to
 * 150 bytes: a million fit a heap of 160 MB, and not one of 128 MB, without the rest of the service. For one context.
 */
final class FleetView {

    private final int mostHolds;
    private final ShipRegister register = new ShipRegister();
    private final RoomTree room = new RoomTree(register::compareIds);

    /** By slot; more than an int holds begins again, which differences do not mind. */
    private int[] changes = new int[8];

    private int[] holds = new int[8];

    /** Slots of vessels that were not there any more. */
    private final BitSet gone = new BitSet();

    /** An empty one, in which a vessel with so many holds is full. */
    FleetView(int mostHolds) {
        this.mostHolds = mostHolds;
    }

    /** How many vessels are known. */
    int size() {
        return register.size() - gone.cardinality();
    }

    /** Takes over what was seen, unless something later is known already. */
    void learn(Sighting sighting) {
        int slot = register.slot(sighting.vessel().id());
        if (!isKnown(slot) || isNews(sighting, slot)) {
            takeOver(sighting, slot);
        }
    }

    /**
     * Takes over what the store showed when it refused room, whatever is known: with as many changes the vessel was changed by
     * hand, with fewer it was deleted and made anew.
     */
    void correct(Sighting sighting) {
        int slot = register.slot(sighting.vessel().id());
        if (isKnown(slot) && later(sighting, slot) < 0) {
            forget(slot);
        }
        takeOver(sighting, slot);
    }

    /** The vessel is not there any more; it is not found until it is learned again. */
    void forget(String id) {
        int slot = register.slot(id);
        if (isKnown(slot)) {
            forget(slot);
        }
    }

    /**
     * The vessel in service that the cargo fills best: with the least free weight that suffices, then the least free capacity, then
     * the first id.
     *
     * @param except ids that are not wanted, a few
     */
    Optional<Vessel> find(Cargo cargo, Collection<String> except) {
        int slot = room.first(cargo.weight(), cargo.containers(), without(except));
        return slot == RoomTree.NONE
                ? Optional.empty()
                : Optional.of(register.vessel(slot, room.capacity(slot), room.weight(slot)));
    }

    /** A read of the same change may be news: it counts the holds, and shows what was changed by hand. */
    private boolean isNews(Sighting sighting, int slot) {
        int later = later(sighting, slot);
        return later > 0 || (later == 0 && sighting.counted());
    }

    private void takeOver(Sighting sighting, int known) {
        Vessel vessel = sighting.vessel();
        // While it is in the tree its place must not change.
        room.remove(known);
        int slot = register.enter(vessel);
        reserve(slot);
        gone.clear(slot);
        changes[slot] = (int) sighting.changes();
        holds[slot] = sighting.counted() ? sighting.holds() : holds[slot] + sighting.holds();
        if (vessel.available() && holds[slot] < mostHolds) {
            room.put(slot, vessel.freeWeight(), vessel.freeCapacity());
        }
    }

    private int later(Sighting sighting, int slot) {
        return (int) sighting.changes() - changes[slot];
    }

    private boolean isKnown(int slot) {
        return slot != ShipRegister.NONE && !gone.get(slot);
    }

    private void forget(int slot) {
        room.remove(slot);
        holds[slot] = 0;
        gone.set(slot);
    }

    private IntPredicate without(Collection<String> except) {
        if (except.isEmpty()) {
            return slot -> true;
        }
        int[] slots = except.stream().mapToInt(register::slot).toArray();
        return slot -> Arrays.stream(slots).noneMatch(unwanted -> unwanted == slot);
    }

    private void reserve(int slot) {
        if (slot >= changes.length) {
            changes = Arrays.copyOf(changes, slot + slot / 2);
            holds = Arrays.copyOf(holds, slot + slot / 2);
        }
    }
}
