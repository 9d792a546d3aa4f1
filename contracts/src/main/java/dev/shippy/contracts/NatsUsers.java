package dev.shippy.contracts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who may say what on the NATS server: NATS user x subject, derived from the {@link Rpc} and {@link Event} values.
 *
 * <p>The server cannot tell a reply from any other publish, and the requester chooses the reply subject. Therefore each
 * service has two users: {@code <service>-public} hears strangers and may publish to people's inboxes only,
 * {@code <service>} publishes events and calls other services and is heard by services only. No user has
 * {@code allow_responses}, and no subscribe list ends in {@code *} where {@code >} would show requests.
 */
public final class NatsUsers {

    /** Everybody who connects without credentials. */
    public static final String CUSTOMER = "customer";
    /** Whoever runs the system. */
    public static final String OPERATOR = "operator";
    /** Whoever measures it. */
    public static final String BENCH = "bench";
    /** The queue group of every door (ADR-32's default). */
    public static final String QUEUE_GROUP = "q";

    private static final List<String> VERBS = List.of("$SRV.PING", "$SRV.INFO", "$SRV.STATS");
    private static final List<String> PUBLIC_DOORS = List.of("consignment.v1.*", "vessel.v1.*", "user.v1.*");
    private static final List<String> PEOPLES_INBOXES = List.of("_INBOX.>", "_INBOX_operator.>", "_INBOX_bench.>");
    private static final String DEAD_LETTER = EventStream.DEAD_LETTERS.subject();
    private static final List<String> STREAMS =
            Arrays.stream(EventStream.values()).map(EventStream::name).toList();
    private static final List<String> CONSUMED = EventConsumer.all().stream()
            .map(consumer -> consumer.stream().name())
            .toList();

    private NatsUsers() {}

    /** All users of the account APP, {@code customer} first. */
    public static List<NatsUser> all() {
        List<NatsUser> users = new ArrayList<>();
        users.add(customer());
        Services.contracts().forEach(contract -> {
            users.add(publicUserOf(contract));
            users.add(internalUserOf(contract));
        });
        users.add(operator());
        users.add(bench());
        return List.copyOf(users);
    }

    /** The NATS user of a service's public doors. */
    public static String publicUser(String service) {
        return service + "-public";
    }

    /** The inbox prefixes that may ask at a door of the rpc, without the final dot. */
    public static List<String> inboxPrefixes(Rpc<?, ?, ?> rpc, Door door) {
        return switch (door) {
            case PUBLIC -> peoplesInboxPrefixes();
            case INTERNAL -> rpc.callers().stream().map(NatsUser::inboxPrefix).toList();
        };
    }

    /** The inbox prefixes of people, who may ask at public doors and for discovery. */
    public static List<String> peoplesInboxPrefixes() {
        return Stream.of(CUSTOMER, OPERATOR, BENCH).map(NatsUser::inboxPrefix).toList();
    }

    private static NatsUser customer() {
        return new NatsUser(CUSTOMER, concat(PUBLIC_DOORS, discoveryOfAll()), List.of(), List.of("_INBOX.>"));
    }

    private static NatsUser publicUserOf(ServiceContract<?> contract) {
        List<String> doors = contract.rpcs().stream()
                .filter(rpc -> rpc.doors().contains(Door.PUBLIC))
                .map(rpc -> queued(rpc.subject(Door.PUBLIC)))
                .toList();
        return new NatsUser(
                publicUser(contract.name()), PEOPLES_INBOXES, List.of(), concat(doors, discoveryOf(contract.name())));
    }

    private static NatsUser internalUserOf(ServiceContract<?> contract) {
        String name = contract.name();
        List<Rpc<?, ?, ?>> internal = new ArrayList<>();
        contract.rpcs().stream()
                .filter(rpc -> rpc.doors().contains(Door.INTERNAL))
                .forEach(internal::add);
        List<String> subscribe =
                internal.stream().map(rpc -> queued(rpc.subject(Door.INTERNAL))).toList();
        List<String> callersInboxes = internal.stream()
                .flatMap(rpc -> rpc.callers().stream())
                .distinct()
                .sorted()
                .map(caller -> NatsUser.inboxPrefix(caller) + ".>")
                .toList();
        List<String> calls = Services.contracts().stream()
                .flatMap(other -> other.rpcs().stream())
                .filter(rpc -> rpc.callers().contains(name))
                .map(rpc -> rpc.subject(Door.INTERNAL))
                .toList();
        return new NatsUser(
                name,
                concat(callersInboxes, calls, Event.subjectsOf(name), streamsOf(name)),
                List.of(),
                concat(subscribe, List.of(NatsUser.inboxPrefix(name) + ".>")));
    }

    private static NatsUser operator() {
        List<String> provisioning = STREAMS.stream()
                .flatMap(stream -> Stream.of("$JS.API.STREAM.CREATE." + stream, "$JS.API.STREAM.UPDATE." + stream))
                .toList();
        List<String> reading = List.of(
                "$JS.API.INFO",
                "$JS.API.STREAM.NAMES",
                "$JS.API.STREAM.LIST",
                "$JS.API.STREAM.INFO.*",
                "$JS.API.STREAM.PURGE.DEAD_LETTERS",
                "$JS.API.STREAM.MSG.DELETE.DEAD_LETTERS",
                "$JS.API.CONSUMER.CREATE.>",
                "$JS.API.CONSUMER.INFO.*.*",
                "$JS.API.CONSUMER.NAMES.*",
                "$JS.API.CONSUMER.LIST.*",
                "$JS.API.CONSUMER.MSG.NEXT.*.*",
                "$JS.API.CONSUMER.DELETE.*.*",
                "$JS.ACK.*.*.>",
                "$JS.API.STREAM.MSG.GET.*",
                "$JS.API.DIRECT.GET.>");
        return new NatsUser(
                OPERATOR,
                concat(
                        PUBLIC_DOORS,
                        discoveryOfAll(),
                        List.of(EventStream.REDELIVER.subject(), "email-subscriber.v1.*"),
                        provisioning,
                        reading),
                // The operator cannot take the service's own messages.
                List.of(
                        "$JS.API.CONSUMER.MSG.NEXT.*.email-subscriber",
                        "$JS.ACK.*.email-subscriber.>",
                        "$JS.API.CONSUMER.DELETE.*.email-subscriber"),
                concat(List.of("_INBOX_operator.>"), Event.subjects(), List.of(DEAD_LETTER, "$JS.EVENT.ADVISORY.>")));
    }

    private static NatsUser bench() {
        return new NatsUser(
                BENCH,
                concat(PUBLIC_DOORS, List.of("bench.>"), PEOPLES_INBOXES),
                List.of(),
                concat(List.of("_INBOX_bench.>", "bench.>"), discoveryOf("nats-bench-service")));
    }

    /** What a service may do with streams: check their configuration, and the subscriber reads and acknowledges. */
    private static List<String> streamsOf(String service) {
        if (!service.equals(Services.EMAIL_SUBSCRIBER)) {
            return Event.subjectsOf(service).isEmpty() ? List.of() : List.of("$JS.API.STREAM.INFO.EVENTS");
        }
        List<String> info =
                STREAMS.stream().map(stream -> "$JS.API.STREAM.INFO." + stream).toList();
        List<String> consuming = CONSUMED.stream()
                .flatMap(stream -> Stream.of(
                        "$JS.API.CONSUMER.INFO." + stream + "." + service,
                        "$JS.API.CONSUMER.MSG.NEXT." + stream + "." + service,
                        "$JS.ACK." + stream + "." + service + ".>"))
                .toList();
        // An advisory names a message by its sequence; a client reads it one way or the other.
        List<String> bySequence = Stream.of("EVENTS", "REDELIVER")
                .flatMap(stream -> Stream.of("$JS.API.DIRECT.GET." + stream, "$JS.API.STREAM.MSG.GET." + stream))
                .toList();
        return concat(List.of(DEAD_LETTER), info, consuming, bySequence);
    }

    private static List<String> discoveryOfAll() {
        return VERBS.stream()
                .flatMap(verb -> Stream.of(verb, verb + ".*", verb + ".*.*"))
                .toList();
    }

    private static List<String> discoveryOf(String service) {
        return VERBS.stream()
                .flatMap(verb -> Stream.of(verb, verb + "." + service, verb + "." + service + ".*"))
                .toList();
    }

    private static String queued(String subject) {
        return subject + " " + QUEUE_GROUP;
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static List<String> concat(List<String>... lists) {
        return Stream.of(lists).flatMap(List::stream).toList();
    }
}
