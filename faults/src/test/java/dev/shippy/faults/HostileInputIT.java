package dev.shippy.faults;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.shippy.contracts.Door;
import dev.shippy.contracts.Rpc;
import dev.shippy.contracts.ServiceContract;
import dev.shippy.contracts.Services;
import dev.shippy.runtime.nats.NatsClient;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Messages that mean no good, on every subject. The full size, with a seed of one's own:
 * {@code mvn verify -pl faults -am -Dit.test=HostileInputIT -Dfuzz.messages=3000 -Dfuzz.seed=1}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileInputIT {

    private static final List<String> RUNNING = List.of(Services.USER, Services.VESSEL, Services.CONSIGNMENT);
    private static final int AT_ONCE = 64;
    /** A mutated Deadline may have passed. */
    private static final Attack MUTATED = new Attack(
            "mutated", HeaderBlock.empty(), ByteString.EMPTY, Set.of(200, 400, 401, 403, 404, 409, 412, 429, 504), "");

    private static final long MOST_MEGABYTES = 256;

    private record Target(Rpc<?, ?, ?> rpc, Door door, RawNats connection) {
        String subject() {
            return rpc.subject(door);
        }
    }

    private final Vertx vertx = Vertx.vertx();
    private final Installation installation = new Installation(Map.of());
    private final Map<String, ServiceProcess> services = new HashMap<>();
    private final Map<String, RawNats> connections = new HashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private final long seed = Long.getLong("fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private NatsClient client;
    private Person admin;
    private Person customer;
    private GoodMessages good;
    private int calls;

    @BeforeAll
    void start() {
        RUNNING.forEach(service -> services.put(service, installation.start(service)));
        services.values().forEach(ServiceProcess::awaitServing);
        client = NatsClient.connect(vertx, installation.nats.url(), Duration.ofSeconds(5))
                .await();
        admin = Person.admin(client);
        customer = Person.signUp(client);
        good = new GoodMessages(admin, customer);
        connections.put("", RawNats.customer(installation));
        List.of("consignment", "vessel", "email-subscriber")
                .forEach(service -> connections.put(service, RawNats.service(installation, service)));
    }

    @AfterAll
    void close() {
        connections.values().forEach(RawNats::close);
        client.close().await();
        vertx.close().await();
        installation.close();
    }

    @Test
    void refusesEveryHostileMessageOnEverySubject() {
        Map<String, Integer> linesBefore = logLines();

        targets().forEach(this::attack);

        assertUnharmed(linesBefore);
    }

    @Test
    void refusesMutatedMessages() {
        Map<String, Integer> linesBefore = logLines();
        Mutations mutations = new Mutations(random);
        List<Target> targets = targets();
        int messages = Integer.getInteger("fuzz.messages", 1_000);
        System.out.println("Fuzzing with " + messages + " messages, -Dfuzz.seed=" + seed);

        for (int sent = 0; sent < messages; sent += AT_ONCE) {
            fuzz(targets, mutations, Math.min(AT_ONCE, messages - sent));
        }

        targets.forEach(this::callWell);
        assertUnharmed(linesBefore);
    }

    private void fuzz(List<Target> targets, Mutations mutations, int count) {
        Map<Target, List<CompletableFuture<RawReply>>> replies = new HashMap<>();
        for (int i = 0; i < count; i++) {
            Target target = targets.get(random.nextInt(targets.size()));
            byte[] body = good.toSpoil(target.rpc()).toByteArray();
            byte[] headers = headersFor(target)
                    .with("Request-Id", "fuzz-" + random.nextLong())
                    .bytes();
            boolean spoilHeaders = random.nextInt(4) == 0;
            replies.computeIfAbsent(target, none -> new ArrayList<>())
                    .add(target.connection()
                            .request(
                                    target.subject(),
                                    spoilHeaders ? spoiltHeaders(mutations, headers) : headers,
                                    spoilHeaders ? body : mutations.spoil(body)));
        }
        replies.forEach((target, some) -> some.forEach(reply -> {
            complain(target, MUTATED.complaint(reply.join()));
        }));
        calls += count;
    }

    /** An empty block would be no headers at all. */
    private static byte[] spoiltHeaders(Mutations mutations, byte[] headers) {
        byte[] spoilt = mutations.spoil(headers);
        return spoilt.length == 0 ? new byte[] {'x'} : spoilt;
    }

    private void attack(Target target) {
        HeaderBlock headers = headersFor(target);
        List<Attack> attacks = Attacks.on(target.rpc(), good.toSpoil(target.rpc()), headers, random);
        for (int from = 0; from < attacks.size(); from += AT_ONCE) {
            List<Attack> some = attacks.subList(from, Math.min(attacks.size(), from + AT_ONCE));
            List<CompletableFuture<RawReply>> replies = some.stream()
                    .map(attack -> target.connection()
                            .request(
                                    target.subject(),
                                    attack.headers().bytes(),
                                    attack.body().toByteArray()))
                    .toList();
            for (int i = 0; i < some.size(); i++) {
                complain(target, some.get(i).complaint(replies.get(i).join()));
            }
        }
        calls += attacks.size();
        callWell(target);
    }

    private void callWell(Target target) {
        Message message = good.of(target.rpc());
        RawReply reply = target.connection()
                .request(target.subject(), headersFor(target).bytes(), message.toByteArray())
                .join();
        calls++;
        int expected = target.rpc().toString().equals("user.RotateKey") ? 403 : 200;
        complain(target, reply.code() == expected ? "" : "a good call: " + reply.code() + " " + reply.sentence());
    }

    private void complain(Target target, String complaint) {
        if (!complaint.isEmpty()) {
            complaints.add(target.subject() + ": " + complaint);
        }
    }

    /** An admin's token lets hostile messages in as far as they can get; RotateKey would make keys for minutes. */
    private HeaderBlock headersFor(Target target) {
        if (target.door() == Door.INTERNAL) {
            return HeaderBlock.of("");
        }
        return HeaderBlock.of(target.rpc().toString().equals("user.RotateKey") ? customer.token() : admin.token());
    }

    private List<Target> targets() {
        return Services.contracts().stream()
                .filter(contract -> RUNNING.contains(contract.name()))
                .map(ServiceContract::rpcs)
                .flatMap(List::stream)
                .flatMap(this::doorsOf)
                .toList();
    }

    private Stream<Target> doorsOf(Rpc<?, ?, ?> rpc) {
        return rpc.doors().stream().map(door -> new Target(rpc, door, connectionTo(rpc, door)));
    }

    private RawNats connectionTo(Rpc<?, ?, ?> rpc, Door door) {
        String user = door == Door.PUBLIC
                ? ""
                : rpc.callers().stream().sorted().findFirst().orElseThrow();
        return Objects.requireNonNull(connections.get(user));
    }

    private Map<String, Integer> logLines() {
        Map<String, Integer> lines = new HashMap<>();
        services.forEach((name, service) -> lines.put(name, service.log().split("\n", -1).length));
        return lines;
    }

    private void assertUnharmed(Map<String, Integer> linesBefore) {
        StringBuilder figures = new StringBuilder(calls + " calls");
        int written = 0;
        for (Map.Entry<String, ServiceProcess> service : services.entrySet()) {
            ServiceProcess process = service.getValue();
            String log = process.log();
            int lines = log.split("\n", -1).length - linesBefore.getOrDefault(service.getKey(), 0);
            written += lines;
            long memory = Figures.residentMegabytes(process);
            figures.append(", ")
                    .append(service.getKey())
                    .append(": ")
                    .append(memory)
                    .append(" MB, ")
                    .append(lines)
                    .append(" lines logged");
            assertAll(
                    service.getKey(),
                    () -> assertTrue(process.isAlive(), "it died"),
                    () -> assertFalse(log.contains("OutOfMemory"), "it ran out of memory"),
                    () -> assertFalse(log.contains("\tat "), () -> "it logged a stack trace: " + log),
                    () -> assertFalse(log.contains(Attacks.MARKER), "it logged what was sent"),
                    () -> assertFalse(
                            log.contains(admin.token().substring(admin.token().length() - 20)), "a token"),
                    () -> assertTrue(memory < MOST_MEGABYTES, "it takes " + memory + " MB"));
        }
        System.out.println("Hostile input: " + figures);
        assertTrue(written <= calls, "More than a line a call");
        assertEquals(List.of(), complaints);
    }
}
