package dev.shippy.faults;

import dev.shippy.runtime.nats.NatsClient;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Attacks a running {@code shippy up}, in the folder of which are its address, its admin's login and its log: the script
 * {@code faults/attack --data DIR --messages 3000 --seed 1}. The internal doors are out of reach here, as they are for
 * everybody who has no service's password; {@link HostileInputIT} goes there, too.
 */
record Attacker(Path data, int messages, long seed, PrintStream out) {

    private static final String USAGE = "Usage: faults/attack --data DIR [--messages N] [--seed N]\n"
            + "Sends hostile and mutated messages to the `shippy up --data DIR` that runs; ends with 1 on any finding.";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    public static void main(String[] arguments) throws IOException {
        try {
            List<String> findings = parse(arguments).run();
            // Vert.x is closed; nothing else may keep the process from its exit code.
            Runtime.getRuntime().halt(findings.isEmpty() ? 0 : 1);
        } catch (Arguments.WrongException wrong) {
            Arguments.endWith(wrong, USAGE);
        }
    }

    private static Attacker parse(String... line) {
        Arguments arguments = Arguments.of(List.of("--data", "--messages", "--seed"), line);
        Path data = Path.of(arguments
                .text("--data")
                .orElseThrow(
                        () -> new Arguments.WrongException("--data is missing: the folder of the running system")));
        if (!Files.exists(data.resolve("operator.url"))) {
            throw new Arguments.WrongException("No `shippy up --data " + data + "` has run there");
        }
        return new Attacker(
                data, arguments.number("--messages", 3_000, 0, 1_000_000), arguments.seed("--seed"), System.out);
    }

    /** Everything that is wrong, also printed. */
    List<String> run() throws IOException {
        out.println("seed " + seed);
        int port = URI.create(read("operator.url").strip()).getPort();
        List<String> login = read("admin.login").lines().toList();
        if (login.size() < 2 || login.get(1).isEmpty()) {
            throw new Arguments.WrongException("The folder does not have its admin's password: it was given to `up`");
        }
        Vertx vertx = Vertx.vertx();
        NatsClient client =
                NatsClient.connect(vertx, "nats://127.0.0.1:" + port, PATIENCE).await();
        Person admin = Person.logIn(client, login.get(0), login.get(1));
        RawNats stranger = RawNats.customer(port);
        try (Siege siege = new Siege(admin, Person.signUp(client), stranger, Map.of(), new Random(seed))) {
            return run(siege);
        } finally {
            client.close().await();
            vertx.close().await();
        }
    }

    private List<String> run(Siege siege) throws IOException {
        int begin = read("shippy.log").length();
        siege.attackEverywhere();
        out.println(siege.calls() + " calls on " + siege.subjects() + " subjects, each with a good call right after");
        siege.fuzz(messages);
        // Earlier log lines do not belong to this attack.
        String log = read("shippy.log").substring(begin);
        long lines = log.lines().count();
        List<String> findings = new ArrayList<>(siege.complaints());
        findings.addAll(siege.leaksIn(log));
        if (lines > siege.calls()) {
            findings.add("more than a line a call in the log");
        }
        findings.forEach(finding -> out.println("FINDING " + finding));
        out.println(messages + " of " + siege.calls() + " calls were mutated; by code " + siege.codes() + "; " + lines
                + " lines logged; " + findings.size() + " findings, seed " + seed);
        return findings;
    }

    private String read(String file) throws IOException {
        return Files.readString(data.resolve(file));
    }
}
