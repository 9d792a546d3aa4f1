package dev.shippy.faults;

/**
 * A fault of the store and its repair.
 *
 * @param kind its name
 * @param leastMillis the shortest duration
 * @param mostMillis the longest duration
 */
record StoreFault(String kind, int leastMillis, int mostMillis, Runnable strike, Runnable mend) {

    @Override
    public String toString() {
        return kind;
    }
}
