package dev.shippy.cli.bench;

import dev.shippy.cli.Gateway;
import dev.shippy.contracts.user.v1.User;
import dev.shippy.runtime.mongo.MongoStore;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Books, and does what a booking writes, in turn.
 *
 * @param store with a database of its own on the server that the services use
 * @param vessels how many are booked, one after the other
 * @param callers how many ask at a time
 * @param warmUp about how long each side is asked before it is measured
 * @param length how long each run takes
 */
record StoreRuns(
        Gateway gateway,
        MongoStore store,
        Target target,
        User admin,
        int vessels,
        int callers,
        Duration warmUp,
        Duration length,
        Consumer<String> progress) {

    static final String WRITES = "writes";

    /** A vessel is slower the more holds it has: few ones are new in each run. */
    private static final int FEW = 100;

    /** Runs pairs and adds each to the list as soon as it is there. */
    void run(int pairs, List<Pair> into) throws InterruptedException {
        StageHand hand = new StageHand(gateway);
        Stage stage = hand.own(LoadSet.FIND_AVAILABLE, admin);
        String token = hand.logIn(admin);
        Asker bookings = bookings(stage, hand.vessels(token, vessels));
        Asker writes = MongoWrites.on(store, vessels);
        warmUp(bookings);
        warmUp(writes);
        for (int number = 1; number <= pairs; number++) {
            if (vessels < FEW) {
                bookings = bookings(stage, hand.vessels(token, vessels));
                writes = MongoWrites.on(store, vessels);
            }
            CpuWatch bookingCpu = CpuWatch.start(target);
            ClosedLoad.Answers booked = new ClosedLoad(bookings, callers).run(length);
            Measured system = booked.measured(bookingCpu.seconds());
            // As many as there were: a vessel is slower the more holds it has.
            CpuWatch writingCpu = CpuWatch.start(target);
            ClosedLoad.Answers written = new ClosedLoad(writes, callers).run(booked.answered());
            Pair pair = new Pair(system, written.measured(writingCpu.seconds()));
            into.add(pair);
            progress.accept(sentence(number, pairs, pair));
        }
    }

    private Asker bookings(Stage stage, List<String> booked) {
        return new RpcAsker(gateway, LoadSet.BOOKING, new Stage(stage.token(), stage.login(), booked));
    }

    private void warmUp(Asker asker) throws InterruptedException {
        if (!warmUp.isZero()) {
            progress.accept("Warming up");
            var unused = new ClosedLoad(asker, callers).run(warmUp);
        }
    }

    private static String sentence(int number, int pairs, Pair pair) {
        return String.format(
                Locale.ROOT,
                "Pair %d of %d: %.0f bookings/s, %.0f times their writes/s, ratio %s",
                number,
                pairs,
                pair.system().rate(),
                pair.other().rate(),
                pair.ratio().map(Spread::shown).orElse("-"));
    }
}
