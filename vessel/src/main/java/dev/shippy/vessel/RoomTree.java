package dev.shippy.vessel;

import java.util.Arrays;
import java.util.function.IntBinaryOperator;
import java.util.function.IntPredicate;

/**
 * Small numbers, called slots, in the order of the free weight they have, then of their free capacity, then of who they are. Finds
 * the first with at least a weight and at least a capacity in logarithmic time, however many have the weight and not the
 * capacity: a treap in which each node knows the largest capacity below it. 20 bytes a slot. For one thread at a time.
 */
final class RoomTree {

    static final int NONE = -1;

    private static final int OUTSIDE = -2;

    private static final int LEFT = 0;
    private static final int RIGHT = 1;
    private static final int WEIGHT = 2;
    private static final int CAPACITY = 3;
    private static final int MOST_CAPACITY = 4;
    private static final int FIELDS = 5;

    private final IntBinaryOperator order;
    private int[] nodes = new int[0];
    private int root = NONE;
    private int below;
    private int above;

    /**
     * An empty one.
     *
     * @param order compares two slots of the same weight and capacity; 0 for none but the same slot
     */
    RoomTree(IntBinaryOperator order) {
        this.order = order;
    }

    /** Puts a slot in its place; one that is there moves. */
    void put(int slot, int weight, int capacity) {
        remove(slot);
        reserve(slot);
        set(slot, LEFT, NONE);
        set(slot, RIGHT, NONE);
        set(slot, WEIGHT, weight);
        set(slot, CAPACITY, capacity);
        set(slot, MOST_CAPACITY, capacity);
        root = insert(root, slot);
    }

    /** Takes a slot out, if it is there; {@link #NONE} never is. */
    void remove(int slot) {
        if (contains(slot)) {
            root = remove(root, slot);
            set(slot, LEFT, OUTSIDE);
        }
    }

    boolean contains(int slot) {
        return slot >= 0 && slot * FIELDS < nodes.length && get(slot, LEFT) != OUTSIDE;
    }

    int weight(int slot) {
        return get(slot, WEIGHT);
    }

    int capacity(int slot) {
        return get(slot, CAPACITY);
    }

    /**
     * The first slot with at least this weight and capacity that is wanted, or {@link #NONE}. Each slot that fits and is not
     * wanted costs another search.
     */
    int first(int weight, int capacity, IntPredicate wanted) {
        return first(root, weight, capacity, wanted);
    }

    private int first(int node, int weight, int capacity, IntPredicate wanted) {
        if (node == NONE || get(node, MOST_CAPACITY) < capacity) {
            return NONE;
        }
        if (get(node, WEIGHT) < weight) {
            return first(get(node, RIGHT), weight, capacity, wanted);
        }
        int earlier = first(get(node, LEFT), weight, capacity, wanted);
        if (earlier != NONE) {
            return earlier;
        }
        return get(node, CAPACITY) >= capacity && wanted.test(node)
                ? node
                : first(get(node, RIGHT), weight, capacity, wanted);
    }

    private int insert(int node, int slot) {
        if (node == NONE) {
            return slot;
        }
        if (priority(slot) > priority(node)) {
            split(node, slot);
            return joined(slot, below, above);
        }
        return isBefore(slot, node)
                ? joined(node, insert(get(node, LEFT), slot), get(node, RIGHT))
                : joined(node, get(node, LEFT), insert(get(node, RIGHT), slot));
    }

    /** Leaves in {@code below} and {@code above} what comes before and after the slot. */
    private void split(int node, int slot) {
        if (node == NONE) {
            below = NONE;
            above = NONE;
        } else if (isBefore(slot, node)) {
            split(get(node, LEFT), slot);
            above = joined(node, above, get(node, RIGHT));
        } else {
            split(get(node, RIGHT), slot);
            below = joined(node, get(node, LEFT), below);
        }
    }

    private int remove(int node, int slot) {
        if (node == slot) {
            return merge(get(node, LEFT), get(node, RIGHT));
        }
        return isBefore(slot, node)
                ? joined(node, remove(get(node, LEFT), slot), get(node, RIGHT))
                : joined(node, get(node, LEFT), remove(get(node, RIGHT), slot));
    }

    private int merge(int left, int right) {
        if (left == NONE || right == NONE) {
            return left == NONE ? right : left;
        }
        return priority(left) > priority(right)
                ? joined(left, get(left, LEFT), merge(get(left, RIGHT), right))
                : joined(right, merge(left, get(right, LEFT)), get(right, RIGHT));
    }

    private int joined(int node, int left, int right) {
        set(node, LEFT, left);
        set(node, RIGHT, right);
        set(node, MOST_CAPACITY, Math.max(get(node, CAPACITY), Math.max(most(left), most(right))));
        return node;
    }

    private int most(int node) {
        return node == NONE ? 0 : get(node, MOST_CAPACITY);
    }

    private boolean isBefore(int slot, int other) {
        int compared = Integer.compare(get(slot, WEIGHT), get(other, WEIGHT));
        if (compared == 0) {
            compared = Integer.compare(get(slot, CAPACITY), get(other, CAPACITY));
        }
        return (compared == 0 ? order.applyAsInt(slot, other) : compared) < 0;
    }

    /** Spreads the slots (MurmurHash3's last steps): no two have the same, and none is kept. */
    private static int priority(int slot) {
        int mixed = (slot ^ slot >>> 16) * 0x85ebca6b;
        mixed = (mixed ^ mixed >>> 13) * 0xc2b2ae35;
        return mixed ^ mixed >>> 16;
    }

    private void reserve(int slot) {
        int needed = (slot + 1) * FIELDS;
        if (needed > nodes.length) {
            int before = nodes.length;
            nodes = Arrays.copyOf(nodes, needed + needed / 2 / FIELDS * FIELDS);
            Arrays.fill(nodes, before, nodes.length, OUTSIDE);
        }
    }

    private int get(int node, int field) {
        return nodes[node * FIELDS + field];
    }

    private void set(int node, int field, int value) {
        nodes[node * FIELDS + field] = value;
    }
}
