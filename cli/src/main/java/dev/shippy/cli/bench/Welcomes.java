package dev.shippy.cli.bench;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Counts who was signed up, and whose mail arrived how long after it was meant to be asked for. For all threads. */
final class Welcomes {

    private static final class Person {

        private final long meant;
        private final AtomicInteger mails = new AtomicInteger();
        private volatile boolean signedUp;

        Person(long meant) {
            this.meant = meant;
        }

        boolean isMissed() {
            return signedUp && mails.get() == 0;
        }
    }

    private final double rate;
    private final Map<String, Person> people = new ConcurrentHashMap<>();
    private final Outcomes answers = new Outcomes();
    private final Outcomes arrivals = new Outcomes();
    private final AtomicLong first = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong lastAnswer = new AtomicLong(Long.MIN_VALUE);
    private final AtomicLong lastArrival = new AtomicLong(Long.MIN_VALUE);

    /** @param rate at which is asked, people a second */
    Welcomes(double rate) {
        this.rate = rate;
    }

    /** To be told before the answer can come. */
    void asked(String address, long meant) {
        people.put(address, new Person(meant));
        first.accumulateAndGet(meant, Math::min);
    }

    /** @param address one that was asked for */
    void answered(String address, AsyncResult<?> answer, long now) {
        Person person = people.get(address);
        if (person == null) {
            throw new IllegalArgumentException("Nobody has asked for it");
        }
        answers.take(answer, now - person.meant);
        if (answer.succeeded()) {
            person.signedUp = true;
            lastAnswer.accumulateAndGet(now, Math::max);
        }
    }

    /** A mail to an address; those to others than ours do not count. */
    void arrived(String address, long now) {
        Person person = people.get(address);
        if (person != null && person.mails.getAndIncrement() == 0) {
            arrivals.take(Future.succeededFuture(), now - person.meant);
            lastArrival.accumulateAndGet(now, Math::max);
            synchronized (this) {
                notifyAll();
            }
        }
    }

    /** Waits until everybody who was signed up has a mail, so long at most. */
    synchronized void awaitMails(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        for (long left = limit.toNanos(); left > 0 && !isComplete(); left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** Whether everybody who was signed up has a mail. */
    boolean isComplete() {
        return people.values().stream().noneMatch(Person::isMissed);
    }

    /** What it came to so far. */
    Welcomed count() {
        return new Welcomed(
                rate,
                people.size(),
                answers.answered(),
                answers.refused(),
                people.size() - answers.answered() - answers.refused(),
                arrivals.answered(),
                people.values().stream().filter(Person::isMissed).count(),
                people.values().stream()
                        .mapToLong(person -> Math.max(0, person.mails.get() - 1))
                        .sum(),
                seconds(lastAnswer.get()),
                seconds(lastArrival.get()),
                arrivals.latencies());
    }

    /** At least as long as the asking took. */
    private double seconds(long last) {
        double asking = people.size() / rate;
        return last == Long.MIN_VALUE ? asking : Math.max(asking, (last - first.get()) / 1e9);
    }
}
