package dev.shippy.cli.bench;

import com.google.protobuf.Message;
import dev.shippy.contracts.Rpc;
import dev.shippy.contracts.ShippingService;
import dev.shippy.contracts.UserService;
import dev.shippy.contracts.VesselService;
import dev.shippy.contracts.consignment.v1.Consignment;
import dev.shippy.contracts.consignment.v1.Container;
import dev.shippy.contracts.consignment.v1.GetRequest;
import dev.shippy.contracts.user.v1.User;
import dev.shippy.contracts.vessel.v1.Specification;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;

/** What is asked of a system. */
enum LoadSet {
    /** Looks for a vessel with room for the sample consignment. */
    FIND_AVAILABLE(16, 2_000, Duration.ofMillis(50)),
    /** Reads the first page of one's own consignments: 50 of them. */
    LIST(16, 500, Duration.ofMillis(100)),
    /** Logs in with the right password. */
    LOGIN(2, 8, Duration.ofSeconds(1)),
    /** Signs up somebody with a new address. */
    SIGN_UP(2, 8, Duration.ofSeconds(1)),
    /** Books a small consignment. */
    BOOKING(8, 200, Duration.ofMillis(100)),
    /** Of a hundred requests 70 look for a vessel, 20 read a page, 9 book and 1 logs in. */
    MIX(8, 200, Duration.ofSeconds(1));

    /** What a page of the set LIST holds. */
    static final int LISTED = 50;

    private static final Specification SAMPLE =
            Specification.newBuilder().setCapacity(3).setMaxWeight(55_000).build();

    private final int clients;
    private final int firstCalls;
    private final Duration limit;

    LoadSet(int clients, int firstCalls, Duration limit) {
        this.clients = clients;
        this.firstCalls = firstCalls;
        this.limit = limit;
    }

    /** The one that a request belongs to: of a mix its part, else the set itself. */
    LoadSet part(long number) {
        if (this != MIX) {
            return this;
        }
        // Spread evenly: 37 has no divisor in common with 100.
        long place = number * 37 % 100;
        return place < 70 ? FIND_AVAILABLE : place < 90 ? LIST : place < 99 ? BOOKING : LOGIN;
    }

    /** What is asked. @throws IllegalStateException for a mix, which asks for several */
    Rpc<?, ?, ?> rpc() {
        return switch (this) {
            case FIND_AVAILABLE -> VesselService.FIND_AVAILABLE;
            case LIST -> ShippingService.GET_CONSIGNMENTS;
            case LOGIN -> UserService.AUTH;
            case SIGN_UP -> UserService.CREATE;
            case BOOKING -> ShippingService.CREATE_CONSIGNMENT;
            case MIX -> throw new IllegalStateException("A mix asks for several");
        };
    }

    /** Whether requests of the other set are among its own. */
    boolean asks(LoadSet other) {
        return this == other || this == MIX;
    }

    /** How many callers ask at a time, one call each, when nothing says it. */
    int clients() {
        return clients;
    }

    /** Calls of the first look at how quick a system is. */
    int firstCalls() {
        return firstCalls;
    }

    /** What 99 of a hundred calls may take while the system keeps up. */
    Duration limit() {
        return limit;
    }

    /** Whether it leaves something behind in the system. */
    boolean changesData() {
        return asks(LOGIN) || asks(BOOKING) || this == SIGN_UP;
    }

    /** Whether the same payload may be sent for each request, as `nats bench` does. */
    boolean repeats() {
        return this != MIX && this != SIGN_UP;
    }

    /** Whether it is asked for without a token. */
    boolean isAnybodys() {
        return this == LOGIN || this == SIGN_UP;
    }

    /**
     * One request.
     *
     * @param number from 0, another one for each request
     */
    Message request(Stage stage, long number) {
        return switch (this) {
            case FIND_AVAILABLE -> SAMPLE;
            case LIST -> GetRequest.newBuilder().setPageSize(LISTED).build();
            case LOGIN -> stage.login();
            case SIGN_UP -> signUp(newAddress());
            case BOOKING -> booking(stage.vessel(number));
            case MIX -> part(number).request(stage, number);
        };
    }

    /** An e-mail address that nobody has. */
    static String newAddress() {
        return "bench-" + UUID.randomUUID() + "@example.com";
    }

    /** With a new password. */
    static User signUp(String email) {
        return User.newBuilder()
                .setName("Load test")
                .setEmail(email)
                .setPassword(UUID.randomUUID().toString())
                .build();
    }

    /**
     * As small as a booking can be.
     *
     * @param vessel the id of the one that is wished for, or empty
     */
    static Consignment booking(String vessel) {
        return Consignment.newBuilder()
                .setDescription("load test")
                .setWeight(1)
                .setVesselId(vessel)
                .addContainers(Container.newBuilder().setCustomerId("bench").setOrigin("Rotterdam"))
                .build();
    }

    /** As it is typed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
