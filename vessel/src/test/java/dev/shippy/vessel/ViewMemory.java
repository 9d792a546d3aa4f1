package dev.shippy.vessel;

import java.util.Locale;

/**
 * Fills a view with a million vessels, then changes each, to see in which heap that fits. No test: run {@code main} with the class
 * path of the tests and a heap such as {@code -Xmx256m -XX:+UseSerialGC}.
 */
final class ViewMemory {

    private static final int VESSELS = 1_000_000;

    private ViewMemory() {}

    public static void main(String[] arguments) {
        BenchmarkFleet fleet = BenchmarkFleet.mixed(VESSELS);
        print("loaded", fleet);
        fleet.fill(VESSELS, 400);
        print("changed", fleet);
    }

    private static void print(String what, BenchmarkFleet fleet) {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        long used = runtime.totalMemory() - runtime.freeMemory();
        System.out.printf(
                Locale.ROOT,
                "%s %,d: %d of %d MB in use%n",
                what,
                fleet.view.size(),
                used >> 20,
                runtime.maxMemory() >> 20);
    }
}
