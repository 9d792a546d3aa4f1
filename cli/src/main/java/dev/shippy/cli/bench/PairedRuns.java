package dev.shippy.cli.bench;

import dev.shippy.cli.FailureException;
import dev.shippy.contracts.Door;
import dev.shippy.embedded.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs a set against a system and an echo in turn.
 *
 * @param payload the file with the request
 * @param clients how many ask at a time
 * @param warmUp about how long a side is asked before it is measured
 * @param length about how long each run takes
 * @param refusal returns the refusal of one more call, which nats does not show; empty if that call succeeds
 */
record PairedRuns(
        NatsBench nats,
        Target target,
        LoadSet set,
        Path payload,
        String token,
        int clients,
        Duration warmUp,
        Duration length,
        Supplier<String> refusal,
        Consumer<String> progress) {

    private static final int MOST_CALLS = 5_000_000;
    /** Of warming up: the rate of one says how many calls the next one has. */
    private static final Duration ROUND = Duration.ofSeconds(2);

    private static final int FAILED_RUNS = 3;
    private static final int FIRST_TRIES = 50;
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** Runs pairs and adds each to the list as soon as it is there. */
    void run(int pairs, List<Pair> into) throws InterruptedException {
        try (ChildProcess echo = nats.serve()) {
            awaitEcho(echo);
            int systemCalls = warmUp(subject(), set.firstCalls());
            int echoCalls = warmUp(NatsBench.ECHO, LoadSet.FIND_AVAILABLE.firstCalls());
            for (int number = 1; number <= pairs; number++) {
                Pair pair = new Pair(measure(subject(), systemCalls, echo), measure(NatsBench.ECHO, echoCalls, echo));
                into.add(pair);
                progress.accept(sentence(number, pairs, pair));
                refuseToGoOn(into);
            }
        }
    }

    private String subject() {
        return set.rpc().subject(Door.PUBLIC);
    }

    private void awaitEcho(ChildProcess echo) throws InterruptedException {
        for (int tries = 0; tries < FIRST_TRIES; tries++) {
            if (request(NatsBench.ECHO, 1).exitCode() == 0) {
                return;
            }
            if (echo.await(PAUSE)) {
                throw new FailureException("The echo has ended: " + echo.lastLogLines());
            }
        }
        throw new FailureException(
                "The echo does not answer: " + request(NatsBench.ECHO, 1).lastLine());
    }

    /** Lets a system get up to its speed. Returns how many calls take as long as a run. */
    private int warmUp(String subject, int first) throws InterruptedException {
        long end = System.nanoTime() + warmUp.toNanos();
        double rate = warmUpRate(subject, first);
        while (System.nanoTime() - end < 0) {
            long left = Math.min(ROUND.toNanos(), end - System.nanoTime());
            rate = warmUpRate(subject, calls(rate, Duration.ofNanos(Math.max(left, length.toNanos() / 4))));
        }
        return calls(rate, length);
    }

    private double warmUpRate(String subject, int calls) throws InterruptedException {
        progress.accept("Warming up " + subject + ", " + calls + " calls");
        NatsBench.Run run = request(subject, calls);
        return Optional.of(run)
                .filter(ended -> ended.exitCode() == 0)
                .flatMap(ended -> NatsBenchOutput.parse(ended.text()))
                .orElseThrow(() -> new FailureException(subject + " cannot be measured: " + reason(run)))
                .rate();
    }

    private int calls(double rate, Duration time) {
        return (int) Math.min(MOST_CALLS, Math.max(clients, rate * time.toNanos() / 1e9));
    }

    private Measured measure(String subject, int calls, ChildProcess echo) throws InterruptedException {
        Optional<CpuTimes> before = target.cpuTimes();
        double echoBefore = NatsBench.cpuSeconds(echo);
        NatsBench.Run run = request(subject, calls);
        Map<String, Double> servers = target.cpuSince(before);
        if (subject.equals(NatsBench.ECHO)) {
            servers.keySet().removeIf(process -> !process.equals("nats-server"));
            servers.put(Measured.ECHO, NatsBench.cpuSeconds(echo) - echoBefore);
        }
        return Measured.of(run, calls, servers);
    }

    private NatsBench.Run request(String subject, int calls) throws InterruptedException {
        return nats.request(subject, payload, token, Math.min(clients, calls), calls);
    }

    private void refuseToGoOn(List<Pair> pairs) {
        long failed = pairs.stream().filter(pair -> pair.ratio().isEmpty()).count();
        if (failed >= FAILED_RUNS && failed == pairs.size()) {
            throw new FailureException("The first " + failed + " pairs ended early" + advice());
        }
    }

    private static String sentence(int number, int pairs, Pair pair) {
        String start = "Pair " + number + " of " + pairs + ": ";
        return pair.ratio()
                .map(ratio -> String.format(
                        Locale.ROOT,
                        "%sshippy %.0f/s, echo %.0f/s, ratio %s",
                        start,
                        pair.system().rate(),
                        pair.other().rate(),
                        Spread.shown(ratio)))
                .orElse(start + "ended early by a call without a good answer");
    }

    private String reason(NatsBench.Run run) {
        return run.lastLine() + (NatsBenchOutput.wasRefused(run.text()) ? advice() : "");
    }

    private String advice() {
        String answer = refusal.get();
        return answer.isEmpty() ? "; fewer --clients cause fewer refusals" : "; one call was answered with " + answer;
    }
}
