package dev.shippy.cli.bench;

import com.google.protobuf.Message;
import dev.shippy.cli.Gateway;
import dev.shippy.contracts.Call;
import dev.shippy.contracts.Caller;
import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.Rpc;
import dev.shippy.contracts.ShippingService;
import dev.shippy.contracts.Trace;
import dev.shippy.contracts.UserService;
import dev.shippy.contracts.VesselService;
import dev.shippy.contracts.user.v1.User;
import dev.shippy.contracts.vessel.v1.Vessel;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Prepares a system for load tests, one call after the other. */
record StageHand(Gateway gateway) {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** A vessel takes 20,000 holds, and is slower the more it has. */
    private static final int VESSELS = 64;

    private static final int AT_ONCE = 16;
    private static final int ROOM = 1_000_000;

    /** In a system that is here for the test alone: an account of its own, and vessels of the admin's if they are booked. */
    Stage own(LoadSet set, User admin) {
        User login = signUp();
        String token = logIn(login);
        List<String> vessels =
                set.asks(LoadSet.BOOKING) || set == LoadSet.LIST ? vessels(logIn(admin), VESSELS) : List.of();
        Stage stage = new Stage(token, login, vessels);
        if (set.asks(LoadSet.LIST)) {
            book(stage, LoadSet.LISTED);
        }
        return stage;
    }

    /** In a system of others, as the one who has the token. */
    Stage borrowed(LoadSet set, String token) {
        return new Stage(token, set.asks(LoadSet.LOGIN) ? signUp() : User.getDefaultInstance(), List.of());
    }

    private User signUp() {
        User account = LoadSet.signUp(LoadSet.newAddress());
        var unused = call(UserService.CREATE, "", account);
        return User.newBuilder()
                .setEmail(account.getEmail())
                .setPassword(account.getPassword())
                .build();
    }

    /** Takes away the account that was made. */
    void leave(User login) {
        if (!login.getEmail().isEmpty()) {
            var reply = call(UserService.AUTH, "", login);
            var unused = call(
                    UserService.DELETE,
                    reply.getToken(),
                    User.newBuilder().setId(reply.getUserId()).build());
        }
    }

    String logIn(User login) {
        return call(UserService.AUTH, "", login).getToken();
    }

    /** Makes vessels with much room, some at a time. Returns their ids. */
    List<String> vessels(String adminsToken, int count) {
        List<String> ids = new ArrayList<>();
        while (ids.size() < count) {
            List<Future<String>> some = IntStream.range(ids.size(), Math.min(count, ids.size() + AT_ONCE))
                    .mapToObj(number -> vessel(adminsToken, number))
                    .toList();
            ids.addAll(Future.all(some).map(made -> made.<String>list()).await());
        }
        return ids;
    }

    private Future<String> vessel(String adminsToken, int number) {
        Vessel vessel = Vessel.newBuilder()
                .setName("Load test " + number)
                .setCapacity(ROOM)
                .setMaxWeight(ROOM)
                .build();
        return ask(VesselService.CREATE, adminsToken, vessel)
                .map(made -> made.getVessel().getId());
    }

    private void book(Stage stage, int count) {
        for (int number = 0; number < count; number++) {
            var unused = call(ShippingService.CREATE_CONSIGNMENT, stage.token(), LoadSet.booking(stage.vessel(number)));
        }
    }

    private <Q extends Message, R extends Message> R call(Rpc<?, Q, R> rpc, String token, Q request) {
        return ask(rpc, token, request).await();
    }

    private <Q extends Message, R extends Message> Future<R> ask(Rpc<?, Q, R> rpc, String token, Q request) {
        Call call = new Call(
                Caller.ANONYMOUS,
                Deadline.in(PATIENCE, Clock.systemUTC()),
                UUID.randomUUID().toString(),
                Trace.start());
        return gateway.rpcs(token).call(rpc, call, request);
    }
}
