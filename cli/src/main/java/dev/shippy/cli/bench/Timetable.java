package dev.shippy.cli.bench;

import java.util.concurrent.locks.LockSupport;

/** The clock by which requests are sent. */
interface Timetable {

    /** The machine's. */
    Timetable REAL = new Timetable() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void await(long nanos) throws InterruptedException {
            for (long left = nanos - nanos(); left > 0; left = nanos - nanos()) {
                LockSupport.parkNanos(left);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        }
    };

    /** Nanoseconds since some moment. */
    long nanos();

    /** Returns at that moment, or at once if it is past. */
    void await(long nanos) throws InterruptedException;
}
