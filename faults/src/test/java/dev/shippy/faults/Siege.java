package dev.shippy.faults;

import com.google.protobuf.Message;
import dev.shippy.contracts.Door;
import dev.shippy.contracts.Rpc;
import dev.shippy.contracts.ServiceContract;
import dev.shippy.contracts.Services;
import dev.shippy.contracts.UserService;
import dev.shippy.contracts.VesselService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Sends messages that mean no good to every subject that it can reach, and keeps what was wrong with the answers. */
final class Siege implements AutoCloseable {

    static final List<String> SERVICES = List.of(Services.USER, Services.VESSEL, Services.CONSIGNMENT);

    private static final List<String> DISCOVERY = List.of("$SRV.PING", "$SRV.INFO.vessel", "$SRV.STATS.user");
    private static final int AT_ONCE = 64;
    private static final Attack MUTATED = Attack.harmless("mutated", HeaderBlock.empty(), new byte[0]);
    private static final String TOO_LATE = "had passed before the call began";

    private static final int END_OF_TOKEN = 20;

    private record Target(Rpc<?, ?, ?> rpc, Door door, RawNats connection) {

        String subject() {
            return rpc.subject(door);
        }
    }

    private final Person admin;
    private final Person customer;
    private final GoodMessages good;
    private final RawNats stranger;
    private final Map<String, RawNats> insiders;
    private final Random random;
    private final List<Target> targets;
    private final List<String> complaints = new ArrayList<>();
    private final Map<Integer, Integer> codes = new TreeMap<>();

    /**
     * @param stranger a connection without credentials, for the public doors
     * @param insiders connections of services, by name, for the internal doors that they may use
     */
    Siege(Person admin, Person customer, RawNats stranger, Map<String, RawNats> insiders, Random random) {
        this.admin = admin;
        this.customer = customer;
        this.good = new GoodMessages(admin, customer);
        this.stranger = stranger;
        this.insiders = Map.copyOf(insiders);
        this.random = random;
        this.targets = Services.contracts().stream()
                .filter(contract -> SERVICES.contains(contract.name()))
                .map(ServiceContract::rpcs)
                .flatMap(List::stream)
                .flatMap(this::doorsOf)
                .toList();
    }

    /** How many calls were made. */
    int calls() {
        return codes.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many of them were answered with each code. */
    Map<Integer, Integer> codes() {
        return new TreeMap<>(codes);
    }

    /** How many subjects there are. */
    int subjects() {
        return targets.size() + DISCOVERY.size();
    }

    /** What was wrong with answers. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Everything of {@link Attacks} at every subject, and a good call right after. */
    void attackEverywhere() {
        targets.forEach(this::attack);
        DISCOVERY.forEach(this::attackDiscovery);
    }

    /** So many mutated messages, and then a good call at every subject. */
    void fuzz(int messages) {
        Mutations mutations = new Mutations(random);
        for (int sent = 0; sent < messages; sent += AT_ONCE) {
            fuzz(mutations, Math.min(AT_ONCE, messages - sent));
        }
        targets.forEach(this::callWell);
    }

    /** What a log must not have of all this. */
    List<String> leaksIn(String log) {
        String secret = admin.token().substring(admin.token().length() - END_OF_TOKEN);
        return Stream.of(
                        log.contains("OutOfMemory") ? "it ran out of memory" : "",
                        log.contains("\tat ") ? "it logged a stack trace" : "",
                        log.contains(Attacks.MARKER) ? "it logged what was sent" : "",
                        log.contains(secret) ? "it logged a token" : "")
                .filter(leak -> !leak.isEmpty())
                .toList();
    }

    @Override
    public void close() {
        stranger.close();
        insiders.values().forEach(RawNats::close);
    }

    private void attack(Target target) {
        List<Attack> attacks = Attacks.on(target.rpc(), good.toSpoil(target.rpc()), headersFor(target), random);
        send(target.subject(), target.connection(), attacks);
        callWell(target);
    }

    /** Whoever asks who is there is told, whatever else is in the message. */
    private void attackDiscovery(String subject) {
        Rpc<?, ?, ?> any = VesselService.FIND_AVAILABLE;
        List<Attack> attacks = Attacks.on(any, good.toSpoil(any), HeaderBlock.empty(), random).stream()
                .map(Attack::unheard)
                .toList();
        send(subject, stranger, attacks);
    }

    private void send(String subject, RawNats connection, List<Attack> attacks) {
        for (int from = 0; from < attacks.size(); from += AT_ONCE) {
            List<Attack> some = attacks.subList(from, Math.min(attacks.size(), from + AT_ONCE));
            List<CompletableFuture<RawReply>> replies = some.stream()
                    .map(attack -> connection.request(
                            subject, attack.headers().bytes(), attack.body().toByteArray()))
                    .toList();
            for (int i = 0; i < some.size(); i++) {
                RawReply reply = replies.get(i).join();
                judge(subject, reply, some.get(i).complaint(reply));
            }
        }
    }

    private void fuzz(Mutations mutations, int count) {
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
        replies.forEach((target, some) ->
                some.forEach(reply -> judge(target.subject(), reply.join(), complaint(reply.join()))));
    }

    /** A mutated Deadline may have passed; nothing else takes too long. */
    private static String complaint(RawReply reply) {
        return reply.code() == 504 && reply.sentence().contains(TOO_LATE) ? "" : MUTATED.complaint(reply);
    }

    /** An empty block would be no headers at all. */
    private static byte[] spoiltHeaders(Mutations mutations, byte[] headers) {
        byte[] spoilt = mutations.spoil(headers);
        return spoilt.length == 0 ? new byte[] {'x'} : spoilt;
    }

    private void callWell(Target target) {
        Message message = good.of(target.rpc());
        RawReply reply = target.connection()
                .request(target.subject(), headersFor(target).bytes(), message.toByteArray())
                .join();
        int expected = target.rpc().equals(UserService.ROTATE_KEY) ? 403 : 200;
        judge(
                target.subject(),
                reply,
                reply.code() == expected ? "" : "a good call: " + reply.code() + " " + reply.sentence());
    }

    private void judge(String subject, RawReply reply, String complaint) {
        codes.merge(reply.code(), 1, Integer::sum);
        if (!complaint.isEmpty()) {
            complaints.add(subject + ": " + complaint);
        }
    }

    /** An admin's token lets hostile messages in as far as they can get; RotateKey would make keys for minutes. */
    private HeaderBlock headersFor(Target target) {
        if (target.door() == Door.INTERNAL) {
            return HeaderBlock.of("");
        }
        return HeaderBlock.of(target.rpc().equals(UserService.ROTATE_KEY) ? customer.token() : admin.token());
    }

    private Stream<Target> doorsOf(Rpc<?, ?, ?> rpc) {
        return rpc.doors().stream()
                .flatMap(door -> connectionTo(rpc, door).stream().map(by -> new Target(rpc, door, by)));
    }

    private Optional<RawNats> connectionTo(Rpc<?, ?, ?> rpc, Door door) {
        return door == Door.PUBLIC
                ? Optional.of(stranger)
                : rpc.callers().stream()
                        .sorted()
                        .findFirst()
                        .flatMap(caller -> Optional.ofNullable(insiders.get(caller)));
    }
}
