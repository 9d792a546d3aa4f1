package dev.shippy.vessel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomTreeTest {

    private record Room(int slot, int weight, int capacity) {}

    /** Equals go by the last digit first, so that the order is not that of the slots. */
    private static final Comparator<Integer> NAMES =
            Comparator.comparing((Integer slot) -> slot % 10).thenComparing(slot -> slot / 10);

    private static final Comparator<Room> BEST_FIT =
            Comparator.comparing(Room::weight).thenComparing(Room::capacity).thenComparing(Room::slot, NAMES);

    private final RoomTree tree = new RoomTree((one, two) -> NAMES.compare(one, two));
    private final Map<Integer, Room> rooms = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void findsWhatALookAtEachFinds(long seed) {
        Random random = new Random(seed);
        int different = random.nextInt(2, 1_000);
        for (int step = 0; step < 10_000; step++) {
            change(random.nextInt(300), random, different);
            Set<Integer> unwanted = new HashSet<>(
                    random.ints(random.nextInt(17), 0, 300).boxed().toList());
            int weight = random.nextInt(different);
            int capacity = random.nextInt(different);
            assertEquals(
                    naive(weight, capacity, unwanted),
                    tree.first(weight, capacity, slot -> !unwanted.contains(slot)),
                    "seed " + seed + ", step " + step);
        }
    }

    @Test
    void looksAtFewWhenManyHaveTheWeightAndNotTheCapacity() {
        int many = 100_000;
        for (int slot = 0; slot < many; slot++) {
            tree.put(slot, 1_000 + slot, 1);
        }
        tree.put(many, 500_000, 2);
        int[] asked = {0};

        int found = tree.first(1_000, 2, slot -> ++asked[0] > 0);

        assertEquals(many, found);
        assertEquals(1, asked[0]);
        assertEquals(RoomTree.NONE, tree.first(1_000, 3, slot -> true));
    }

    @Test
    void knowsWhoIsThere() {
        assertFalse(tree.contains(3));
        assertFalse(tree.contains(RoomTree.NONE));
        tree.remove(3);
        tree.put(3, 7, 8);

        assertTrue(tree.contains(3));
        assertFalse(tree.contains(2));
        assertEquals(7, tree.weight(3));
        assertEquals(8, tree.capacity(3));
    }

    private void change(int slot, Random random, int different) {
        if (random.nextInt(4) == 0) {
            tree.remove(slot);
            rooms.remove(slot);
        } else {
            Room room = new Room(slot, random.nextInt(different), random.nextInt(different));
            tree.put(slot, room.weight(), room.capacity());
            rooms.put(slot, room);
        }
    }

    private int naive(int weight, int capacity, Set<Integer> unwanted) {
        return rooms.values().stream()
                .filter(room -> room.weight() >= weight && room.capacity() >= capacity)
                .filter(room -> !unwanted.contains(room.slot()))
                .min(BEST_FIT)
                .map(Room::slot)
                .orElse(RoomTree.NONE);
    }
}
