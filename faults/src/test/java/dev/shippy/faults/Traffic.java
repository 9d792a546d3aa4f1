package dev.shippy.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.UserService;
import dev.shippy.contracts.VesselService;
import dev.shippy.contracts.user.v1.User;
import dev.shippy.contracts.vessel.v1.Specification;
import dev.shippy.contracts.vessel.v1.Vessel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** What a customer does all day, to each service: searches for vessels, bookings, looks at the own account. */
final class Traffic {

    /** Of a call. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    /** How late the machine's noise may let a timer fire. */
    private static final Duration NOISE = Duration.ofMillis(750);

    private static final Set<Integer> CODES_OF_AN_OUTAGE = Set.of(200, 503, 504);
    private static final int EVERY_MILLIS = 50;
    private static final int CALM = 20;
    private static final Duration CALM_LIMIT = Duration.ofSeconds(15);

    final Load searches;
    final Load bookings;
    final Load accounts;

    private Traffic(Load searches, Load bookings, Load accounts) {
        this.searches = searches;
        this.bookings = bookings;
        this.accounts = accounts;
    }

    /** Starts with the patience of a second, and returns when all goes well. */
    static Traffic start(Vertx vertx, Person person) {
        return start(vertx, person, PATIENCE);
    }

    static Traffic start(Vertx vertx, Person person, Duration patience) {
        User self = User.newBuilder().setId(person.userId()).build();
        Traffic traffic = new Traffic(
                Load.start(vertx, "searches", EVERY_MILLIS, () -> search(person, patience)),
                Load.start(
                        vertx,
                        "bookings",
                        EVERY_MILLIS,
                        () -> person.book(
                                Person.consignment(1), UUID.randomUUID().toString(), patience)),
                Load.start(
                        vertx,
                        "accounts",
                        EVERY_MILLIS,
                        () -> person.call(
                                UserService.GET, self, UUID.randomUUID().toString(), patience)));
        traffic.awaitCalm();
        return traffic;
    }

    static Future<?> search(Person person, Duration patience) {
        Specification small =
                Specification.newBuilder().setCapacity(1).setMaxWeight(1).build();
        return person.call(
                VesselService.FIND_AVAILABLE, small, UUID.randomUUID().toString(), patience);
    }

    /** Puts a vessel into service that all of this fits on. */
    static void addLargeVessel(Person admin) {
        Vessel large = Vessel.newBuilder()
                .setName("Large")
                .setCapacity(100_000)
                .setMaxWeight(Integer.MAX_VALUE)
                .build();
        assertTrue(admin.call(VesselService.CREATE, large).await().getCreated());
    }

    Stream<Load> all() {
        return Stream.of(searches, bookings, accounts);
    }

    /** Waits until for a second no call of any kind has failed. */
    void awaitCalm() {
        Awaitility.await("a second without a failure")
                .atMost(CALM_LIMIT)
                .until(() -> all().allMatch(load -> isCalm(load.outcomes())));
    }

    void stop() {
        all().forEach(Load::stop);
    }

    /** How long after a time the last call began that failed; nothing when none did. */
    Duration lastFailureAfter(long nanos) {
        long last = all().flatMap(load -> load.failures().stream())
                .mapToLong(Load.Outcome::startNanos)
                .max()
                .orElse(nanos);
        return Duration.ofNanos(Math.max(0, last - nanos));
    }

    /** Every call has ended in time, and with an answer that an outage may give. */
    void assertEndedInTime() {
        all().forEach(load -> assertEquals(
                List.of(),
                load.outcomes().stream()
                        .filter(each -> !CODES_OF_AN_OUTAGE.contains(each.code())
                                || each.millis() > PATIENCE.plus(NOISE).toMillis())
                        .toList(),
                load::figures));
    }

    private static boolean isCalm(List<Load.Outcome> outcomes) {
        return outcomes.size() >= CALM
                && outcomes.subList(outcomes.size() - CALM, outcomes.size()).stream()
                        .noneMatch(Load.Outcome::failed);
    }
}
