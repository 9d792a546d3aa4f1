package dev.shippy.runtime.nats;

/** Who is let in to one method: as many as its part of the service's calls in flight allows, fewer while calls stand in a queue. */
final class Admission {

    private final InFlight all;
    private final InFlight own;
    private final StandingQueue queue;
    private final boolean mayBeFewer;

    /**
     * Of a service's calls.
     *
     * @param mayBeFewer whether a queue makes them fewer
     */
    Admission(InFlight all, boolean mayBeFewer) {
        this.all = all;
        this.own = all.share();
        this.queue = new StandingQueue(own.most());
        this.mayBeFewer = mayBeFewer;
    }

    /** With a body of so many bytes. */
    boolean tryEnter(int size) {
        if (own.count() >= queue.limit() || !own.tryEnter(size)) {
            return false;
        }
        if (all.tryEnter(size)) {
            return true;
        }
        own.leave(size);
        return false;
    }

    void leave(int size) {
        own.leave(size);
        all.leave(size);
        if (own.count() == 0) {
            queue.empty();
        }
    }

    /**
     * A call that was let in was worked on for so long.
     *
     * @param now by {@link System#nanoTime}
     */
    void answered(long tookNanos, long now) {
        if (mayBeFewer) {
            queue.answered(tookNanos, now);
        }
    }
}
