package dev.shippy.faults;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What is to happen to a service when a process of it, or another, comes to a point such as {@code B4.before}; once. */
final class Trap {

    enum Deed {
        KILL,
        PAUSE
    }

    private static final int LONGEST_PAUSE_SECONDS = 60;

    final String point;
    final String service;
    final Deed deed;
    private final CountDownLatch sprung = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch passed = new CountDownLatch(1);
    private volatile Runnable also = () -> {};

    Trap(String point, String service, Deed deed) {
        this.point = point;
        this.service = service;
        this.deed = deed;
    }

    /** Written {@code consignment@B4.before}. */
    static Trap of(String text, Deed deed) {
        String[] parts = text.split("@", 2);
        return new Trap(parts[1], parts[0], deed);
    }

    /** Sets an action that runs when the trap springs, before any process continues. */
    Trap also(Runnable action) {
        also = action;
        return this;
    }

    void spring() {
        also.run();
        sprung.countDown();
    }

    boolean isSprung() {
        return sprung.getCount() == 0;
    }

    /** What was held goes on. */
    void release() {
        released.countDown();
    }

    void awaitRelease() {
        try {
            boolean unused = released.await(LONGEST_PAUSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The command that was held is done. */
    void pass() {
        passed.countDown();
    }

    boolean hasPassed() {
        return passed.getCount() == 0;
    }

    @Override
    public String toString() {
        return deed + " " + service + "@" + point;
    }
}
