package dev.shippy.faults;

/**
 * Something that happens to the store, and its end.
 *
 * @param kind its name
 * @param leastMillis how long it lasts at least
 * @param mostMillis how long at most
 */
record StoreFault(String kind, int leastMillis, int mostMillis, Runnable strike, Runnable mend) {

    @Override
    public String toString() {
        return kind;
    }
}
