package dev.shippy.faults;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.runtime.nats.NatsClient;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Messages that mean no good, on every subject, also those of services. The full size, with a seed of one's own:
 * {@code mvn verify -pl faults -am -Dit.test=HostileInputIT -Dfuzz.messages=3000 -Dfuzz.seed=1}; against a running
 * {@code up} see {@link Attacker}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("alone") // Beside others on two cores it sees stores that are too slow.
class HostileInputIT {

    private static final List<String> CALLERS = List.of("consignment", "vessel", "email-subscriber");
    private static final long MOST_MEGABYTES = 256;

    private final Vertx vertx = Vertx.vertx();
    private final Installation installation = new Installation(Map.of());
    private final Map<String, ServiceProcess> services = new HashMap<>();
    private final long seed = Long.getLong("fuzz.seed", System.nanoTime());
    private NatsClient client;
    private Siege siege;

    @BeforeAll
    void start() {
        Siege.SERVICES.forEach(service -> services.put(service, installation.start(service)));
        services.values().forEach(ServiceProcess::awaitServing);
        client = NatsClient.connect(vertx, installation.nats.url(), Duration.ofSeconds(5))
                .await();
        Map<String, RawNats> insiders = CALLERS.stream()
                .collect(Collectors.toMap(Function.identity(), caller -> RawNats.service(installation, caller)));
        siege = new Siege(
                Person.admin(client),
                Person.signUp(client),
                RawNats.customer(installation.nats.port()),
                insiders,
                new Random(seed));
    }

    @AfterAll
    void close() {
        siege.close();
        client.close().await();
        vertx.close().await();
        installation.close();
    }

    @Test
    void refusesEveryHostileMessageOnEverySubject() {
        Map<String, Long> linesBefore = logLines();

        siege.attackEverywhere();

        assertUnharmed(linesBefore);
    }

    @Test
    void refusesMutatedMessages() {
        Map<String, Long> linesBefore = logLines();
        int messages = Integer.getInteger("fuzz.messages", 1_000);
        System.out.println("Fuzzing with " + messages + " messages, -Dfuzz.seed=" + seed);

        siege.fuzz(messages);

        assertUnharmed(linesBefore);
    }

    private Map<String, Long> logLines() {
        Map<String, Long> lines = new HashMap<>();
        services.forEach(
                (name, service) -> lines.put(name, service.log().lines().count()));
        return lines;
    }

    private void assertUnharmed(Map<String, Long> linesBefore) {
        StringBuilder figures = new StringBuilder(
                siege.calls() + " calls on " + siege.subjects() + " subjects, by code " + siege.codes());
        long written = 0;
        for (Map.Entry<String, ServiceProcess> service : services.entrySet()) {
            ServiceProcess process = service.getValue();
            String log = process.log();
            long lines = log.lines().count() - linesBefore.getOrDefault(service.getKey(), 0L);
            written += lines;
            long memory = Figures.residentMegabytes(process);
            Stream.of(", ", service.getKey(), ": ", memory, " MB, ", lines, " lines logged")
                    .forEach(figures::append);
            assertAll(
                    service.getKey(),
                    () -> assertTrue(process.isAlive(), "it died"),
                    () -> assertEquals(List.of(), siege.leaksIn(log), log),
                    () -> assertTrue(memory < MOST_MEGABYTES, "it takes " + memory + " MB"));
        }
        System.out.println("Hostile input: " + figures);
        assertTrue(written <= siege.calls(), "More than a line a call");
        assertEquals(List.of(), siege.complaints());
    }
}
