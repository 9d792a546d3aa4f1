package dev.shippy.vessel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What seldom changes of each vessel in memory, under a small number, its slot: some 90 bytes for an id of 32 characters and a
 * short name. Slots begin at 0, have no gaps and are never given back. For one thread at a time.
 */
final class ShipRegister {

    static final int NONE = -1;

    private static final int ID_START = Character.BYTES;

    /** Slots by the hash of their ids, the next free place where that is taken; at most half full. */
    private int[] places = emptyPlaces(16);

    /** The id, with its length before it, and the name, in UTF-8. */
    private byte[][] papers = new byte[8][];

    private int[] capacities = new int[8];
    private int[] maxWeights = new int[8];

    /** They are few: each is kept once. */
    private String[] owners = new String[8];

    private final Map<String, String> knownOwners = new HashMap<>();
    private int size;

    int size() {
        return size;
    }

    /** The slot of an id, or {@link #NONE}. */
    int slot(String id) {
        byte[] wanted = id.getBytes(StandardCharsets.UTF_8);
        return places[place(wanted, 0, wanted.length)];
    }

    /** Writes a vessel down, a new one in a new slot; its slot. */
    int enter(Vessel vessel) {
        byte[] paper = paper(vessel);
        int place = place(paper, ID_START, idEnd(paper));
        int slot = places[place];
        if (slot == NONE) {
            slot = size++;
            reserve(size);
            places[place] = slot;
        }
        papers[slot] = paper;
        capacities[slot] = vessel.capacity();
        maxWeights[slot] = vessel.maxWeight();
        owners[slot] = knownOwners.computeIfAbsent(vessel.ownerId(), owner -> owner);
        if (size > places.length / 2) {
            spread();
        }
        return slot;
    }

    /** The vessel, in service, with this room left. */
    Vessel vessel(int slot, int freeCapacity, int freeWeight) {
        byte[] paper = papers[slot];
        int end = idEnd(paper);
        return new Vessel(
                new String(paper, ID_START, end - ID_START, StandardCharsets.UTF_8),
                new String(paper, end, paper.length - end, StandardCharsets.UTF_8),
                capacities[slot],
                maxWeights[slot],
                true,
                owners[slot],
                freeCapacity,
                freeWeight);
    }

    /** Compares the ids of two slots as MongoDB orders strings. */
    int compareIds(int slot, int other) {
        byte[] one = papers[slot];
        byte[] two = papers[other];
        return Arrays.compareUnsigned(one, ID_START, idEnd(one), two, ID_START, idEnd(two));
    }

    private static byte[] paper(Vessel vessel) {
        byte[] id = vessel.id().getBytes(StandardCharsets.UTF_8);
        byte[] name = vessel.name().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(ID_START + id.length + name.length)
                .putChar((char) id.length)
                .put(id)
                .put(name)
                .array();
    }

    private static int idEnd(byte[] paper) {
        return ID_START + ByteBuffer.wrap(paper).getChar();
    }

    /** Where the id is, or where it would be. */
    private int place(byte[] bytes, int from, int to) {
        int place = hash(bytes, from, to) & places.length - 1;
        while (places[place] != NONE && !isId(papers[places[place]], bytes, from, to)) {
            place = place + 1 & places.length - 1;
        }
        return place;
    }

    private static boolean isId(byte[] paper, byte[] bytes, int from, int to) {
        return Arrays.equals(paper, ID_START, idEnd(paper), bytes, from, to);
    }

    private static int hash(byte[] bytes, int from, int to) {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        return ((hash ^ hash >>> 15) * 0x2c1b3c6d) >>> 3;
    }

    private void spread() {
        places = emptyPlaces(places.length * 2);
        for (int slot = 0; slot < size; slot++) {
            places[place(papers[slot], ID_START, idEnd(papers[slot]))] = slot;
        }
    }

    private static int[] emptyPlaces(int length) {
        int[] places = new int[length];
        Arrays.fill(places, NONE);
        return places;
    }

    private void reserve(int slots) {
        if (slots <= papers.length) {
            return;
        }
        int length = slots + slots / 2;
        papers = Arrays.copyOf(papers, length);
        capacities = Arrays.copyOf(capacities, length);
        maxWeights = Arrays.copyOf(maxWeights, length);
        owners = Arrays.copyOf(owners, length);
    }
}
