package dev.shippy.consignment;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Decides what happens next among all that could: a request may wait for any time, get lost, be executed although its sender
 * has given it up, and lose its reply. A sender that hears nothing at all has crashed, or sleeps for ever. Everything
 * follows from the seed.
 */
final class Scheduler {

    private static final int LOST_PERCENT = 5;
    private static final int TIMEOUT_PERCENT = 40;

    /** Something that can happen now. */
    private record Step(String name, boolean isFault, Runnable action) {}

    private final Random random;
    private final List<Step> open = new ArrayList<>();
    private final List<String> trace = new ArrayList<>();
    private boolean faults = true;

    Scheduler(long seed) {
        random = new Random(seed);
    }

    int random(int bound) {
        return random.nextInt(bound);
    }

    /** From now on everything arrives. */
    void endFaults() {
        faults = false;
        open.removeIf(Step::isFault);
    }

    boolean isIdle() {
        return open.isEmpty();
    }

    void mayHappen(String name, Runnable action) {
        open.add(new Step(name, false, action));
    }

    /** A request over the network; unknown is how it fails when its sender gives it up. */
    <T> Future<T> request(String name, Supplier<Future<T>> server, Supplier<? extends Throwable> unknown) {
        Promise<T> reply = Promise.promise();
        mayHappen(name, () -> deliver(name, server, reply));
        if (faults && random(100) < TIMEOUT_PERCENT) {
            open.add(new Step(name + " is given up", true, () -> {
                boolean unused = reply.tryFail(unknown.get());
            }));
        }
        return reply.future();
    }

    /** One atomic step inside a server, some time later. */
    <T> Future<T> atomic(String name, Supplier<T> effect) {
        Promise<T> done = Promise.promise();
        mayHappen(name, () -> {
            if (!isLost(name)) {
                done.complete(effect.get());
            }
        });
        return done.future();
    }

    void step() {
        Step step = open.remove(random(open.size()));
        trace.add(step.name());
        step.action().run();
    }

    List<String> trace() {
        return trace;
    }

    private <T> void deliver(String name, Supplier<Future<T>> server, Promise<T> reply) {
        if (!isLost(name)) {
            server.get().onSuccess(answer -> reply(name, answer, reply)).onFailure(reply::tryFail);
        }
    }

    private <T> void reply(String name, T answer, Promise<T> reply) {
        mayHappen("reply to " + name, () -> {
            if (!isLost("reply to " + name)) {
                boolean unused = reply.tryComplete(answer);
            }
        });
    }

    private boolean isLost(String name) {
        boolean lost = faults && random(100) < LOST_PERCENT;
        if (lost) {
            trace.add("  lost: " + name);
        }
        return lost;
    }
}
