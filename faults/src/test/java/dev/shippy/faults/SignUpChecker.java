package dev.shippy.faults;

import dev.shippy.embedded.ReceivedMail;
import dev.shippy.runtime.nats.NatsClient;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Sign-ups while services and servers are killed and stopped; afterwards accounts, events and mails are compared. As a program:
 * {@code faults/check-events --sign-ups 2000 --rate 50 --instances 2 --seed 1}.
 */
final class SignUpChecker {

    /**
     * The size of a run.
     *
     * @param seed which faults come when
     * @param signUps how many people
     * @param rate how many a second
     * @param instances of each service
     */
    record Size(long seed, int signUps, int rate, int instances) {

        /** @throws Arguments.WrongException if the command line is wrong */
        static Size parse(String... line) {
            Arguments arguments = Arguments.of(List.of("--seed", "--sign-ups", "--rate", "--instances"), line);
            return new Size(
                    arguments.seed("--seed"),
                    arguments.number("--sign-ups", 2_000, 1, 9_000),
                    arguments.number("--rate", 50, 1, 10_000),
                    arguments.number("--instances", 2, 1, 16));
        }
    }

    private static final String USAGE = "Usage: faults/check-events [--sign-ups N] [--rate SIGN_UPS_A_SECOND]"
            + " [--instances N] [--seed N]\nSigns up while processes are killed and stopped; ends with 1 on any finding.";

    private static final int MAIL_CONCURRENCY = 8;
    private static final Map<String, String> SETTINGS = Map.of(
            "BCRYPT_COST", "4",
            "STORE_TIMEOUT", "1s",
            "OUTBOX_LEASE", "1s",
            "MAIL_CONCURRENCY", String.valueOf(MAIL_CONCURRENCY));
    private static final Duration SETTLED = Duration.ofMinutes(4);
    private static final Duration POLL = Duration.ofMillis(250);

    private final Size size;
    private final PrintStream out;

    SignUpChecker(Size size, PrintStream out) {
        this.size = size;
        this.out = out;
    }

    public static void main(String[] arguments) throws Exception {
        try {
            List<String> findings = new SignUpChecker(Size.parse(arguments), System.out).run();
            // Vert.x and the servers are closed; nothing else may keep the process from its exit code.
            Runtime.getRuntime().halt(findings.isEmpty() ? 0 : 1);
        } catch (Arguments.WrongException wrong) {
            Arguments.endWith(wrong, USAGE);
        }
    }

    /** Everything that is wrong, also printed. */
    List<String> run() throws Exception {
        out.println(size);
        Vertx vertx = Vertx.vertx();
        try (Installation installation = new Installation(SETTINGS);
                EventAudit audit = new EventAudit(installation.nats, installation.postgres)) {
            Havoc havoc = Havoc.amongSignUps(size.seed(), installation, size.instances());
            NatsClient client = NatsClient.connect(vertx, installation.nats.url(), Duration.ofSeconds(5))
                    .await();
            List<String> findings = signUpAndCompare(new SignUps(vertx, client), havoc, audit, installation);
            client.close().await();
            findings.forEach(finding -> out.println("FINDING " + finding));
            out.println(findings.size() + " findings, " + size);
            return findings;
        } finally {
            vertx.close().await();
        }
    }

    private List<String> signUpAndCompare(SignUps signUps, Havoc havoc, EventAudit audit, Installation installation)
            throws Exception {
        long start = System.nanoTime();
        havoc.start();
        signUps.run(size.signUps(), size.rate());
        List<Havoc.Fault> faults = havoc.end();
        long taken = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        out.println(signUps.acknowledged().size() + " of " + size.signUps() + " people signed up within " + taken
                + " ms; answers by code " + signUps.codes());
        settle(audit);
        List<ReceivedMail> mails = installation.smtp.received();
        List<String> findings =
                new ArrayList<>(audit.findings(Set.copyOf(signUps.acknowledged().values()), mails));
        if (signUps.acknowledged().size() < size.signUps()) {
            findings.add((size.signUps() - signUps.acknowledged().size()) + " people never got an answer");
        }
        if (audit.deadLetters() > 0) {
            findings.add(audit.deadLetters() + " dead letters");
        }
        report(faults, mails, findings);
        return findings;
    }

    /** Nobody is asked any more: what is under way has to come to its end by itself. */
    private void settle(EventAudit audit) throws Exception {
        long start = System.nanoTime();
        long end = start + SETTLED.toNanos();
        while ((!audit.unpublished().isEmpty() || audit.waiting() > 0) && System.nanoTime() < end) {
            LockSupport.parkNanos(POLL.toNanos());
        }
        out.println("Everything was told and mailed " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)
                + " ms after the last fault");
    }

    /** A mail comes twice at most for what a subscriber had in hand when it, or its ledger, died. */
    private void report(List<Havoc.Fault> faults, List<ReceivedMail> mails, List<String> findings) {
        Map<String, Long> byKind =
                new TreeMap<>(faults.stream().collect(Collectors.groupingBy(Havoc.Fault::kind, Collectors.counting())));
        int distinct = mails.stream()
                .map(ReceivedMail::messageId)
                .collect(Collectors.toCollection(TreeSet::new))
                .size();
        int repeats = mails.size() - distinct;
        long deaths = byKind.getOrDefault("kill email-subscriber", 0L)
                + byKind.getOrDefault("stop email-subscriber", 0L)
                + byKind.getOrDefault("stop smtp", 0L)
                + byKind.getOrDefault("kill postgres", 0L) * size.instances();
        long allowed = deaths * MAIL_CONCURRENCY;
        out.println(mails.size() + " mails, " + distinct + " different ones; " + repeats + " repeats, at most "
                + allowed + " could be");
        out.println("Faults: " + byKind);
        if (repeats > allowed) {
            findings.add(repeats + " repeats, more than " + allowed);
        }
        if (faults.isEmpty()) {
            findings.add("No fault came: this run shows nothing");
        }
    }
}
