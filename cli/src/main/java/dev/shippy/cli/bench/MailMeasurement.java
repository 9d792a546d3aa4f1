package dev.shippy.cli.bench;

import dev.shippy.cli.Gateway;
import dev.shippy.cli.RunningSystem;
import dev.shippy.cli.Shippy;
import dev.shippy.cli.system.ChildSystem;
import dev.shippy.runtime.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What `bench mail` does: start a system, sign people up, wait for their mails, print.
 *
 * @param rate sign-ups a second
 * @param warmUp before anything counts
 * @param length of signing up
 * @param cost of hashing a password, or the system's own
 */
record MailMeasurement(Shippy shippy, int rate, Duration warmUp, Duration length, Optional<Integer> cost) {

    private static final String COST = "BCRYPT_COST";
    /** The user service's own. */
    private static final String USUAL_COST = "12";

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration REPETITIONS = Duration.ofSeconds(3);

    /** Returns the exit code. */
    int run() {
        return Stoppable.run(shippy, this::measure);
    }

    private void measure(Path work) throws InterruptedException {
        Map<String, Object> about = about();
        Map<String, String> settings =
                cost.map(chosen -> Map.of(COST, String.valueOf(chosen))).orElse(Map.of());
        shippy.note("Starting a system of its own");
        try (ChildSystem own = ChildSystem.start(work, settings)) {
            Target target = Target.of(own);
            try (Gateway gateway = shippy.host().connector().connect(target.url(), LIMIT)) {
                MailRun run = new MailRun(
                        new PeoplesSignUp(gateway.rpcs("")),
                        own.folder().resolve(RunningSystem.MAIL),
                        rate,
                        PATIENCE,
                        REPETITIONS);
                warmUp(run);
                measure(about, target, run);
            }
        }
    }

    private void warmUp(MailRun run) throws InterruptedException {
        if (!warmUp.isZero()) {
            Welcomes welcomes = new Welcomes(rate);
            run.run(warmUp, welcomes);
            shippy.note("Warming up: " + welcomes.count().sentence());
        }
    }

    private void measure(Map<String, Object> about, Target target, MailRun run) throws InterruptedException {
        Welcomes welcomes = new Welcomes(rate);
        CpuWatch watch = CpuWatch.start(target);
        try {
            run.run(length, welcomes);
        } finally {
            report(about, welcomes.count(), watch.seconds());
        }
    }

    private void report(Map<String, Object> about, Welcomed welcomed, Map<String, Double> cpu) {
        if (welcomed.asked() == 0) {
            shippy.note("Nothing was measured.");
        } else {
            new MailReport(about, welcomed, cpu).print(shippy.output());
        }
    }

    private Map<String, Object> about() {
        Map<String, Object> about = Machine.describe();
        about.put("duration", Durations.format(length));
        String usual = shippy.host().environment().text(COST, USUAL_COST);
        about.put("bcrypt_cost", cost.map(String::valueOf).orElse(usual));
        return about;
    }
}
