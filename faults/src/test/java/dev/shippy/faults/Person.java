package dev.shippy.faults;

import com.google.protobuf.Message;
import dev.shippy.contracts.Call;
import dev.shippy.contracts.Caller;
import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.Rpc;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.ShippingService;
import dev.shippy.contracts.Trace;
import dev.shippy.contracts.UserService;
import dev.shippy.contracts.consignment.v1.Consignment;
import dev.shippy.contracts.consignment.v1.Container;
import dev.shippy.contracts.user.v1.User;
import dev.shippy.runtime.nats.NatsClient;
import dev.shippy.runtime.nats.RpcClient;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;

/** Somebody with a login, who calls as the CLI does. */
final class Person {

    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final NatsClient client;
    private final User credentials;
    private final String token;
    private final RpcClient rpcs;

    private Person(NatsClient client, User credentials, String token) {
        this.client = client;
        this.credentials = credentials;
        this.token = token;
        this.rpcs = client.rpcs(token);
    }

    static Person anonymous(NatsClient client) {
        return withToken(client, "");
    }

    static Person withToken(NatsClient client, String token) {
        return new Person(client, User.getDefaultInstance(), token);
    }

    /** A customer with a fresh e-mail address. */
    static Person signUp(NatsClient client) {
        String email = UUID.randomUUID() + "@example.org";
        User user = User.newBuilder()
                .setName("A customer")
                .setEmail(email)
                .setPassword(Installation.PASSWORD)
                .build();
        var unused = anonymous(client).call(UserService.CREATE, user).await();
        return logIn(client, email, Installation.PASSWORD);
    }

    static Person admin(NatsClient client) {
        return logIn(client, Installation.ADMIN, Installation.PASSWORD);
    }

    static Person logIn(NatsClient client, String email, String password) {
        User credentials =
                User.newBuilder().setEmail(email).setPassword(password).build();
        return new Person(
                client,
                credentials,
                anonymous(client).call(UserService.AUTH, credentials).await().getToken());
    }

    /** What was used to log in. */
    User credentials() {
        return credentials;
    }

    String token() {
        return token;
    }

    /** The claim {@code sub} of the token. */
    String userId() {
        byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
        return new JsonObject(Buffer.buffer(claims)).getString("sub");
    }

    NatsClient client() {
        return client;
    }

    <Q extends Message, R extends Message> Future<R> call(Rpc<?, Q, R> rpc, Q request) {
        return call(rpc, request, UUID.randomUUID().toString(), PATIENCE);
    }

    <Q extends Message, R extends Message> Future<R> call(
            Rpc<?, Q, R> rpc, Q request, String requestId, Duration patience) {
        Call call = new Call(Caller.ANONYMOUS, Deadline.in(patience, Clock.systemUTC()), requestId, Trace.start());
        return rpcs.call(rpc, call, request);
    }

    Future<dev.shippy.contracts.consignment.v1.Response> book(Consignment consignment, String requestId) {
        return book(consignment, requestId, PATIENCE);
    }

    Future<dev.shippy.contracts.consignment.v1.Response> book(
            Consignment consignment, String requestId, Duration patience) {
        return call(ShippingService.CREATE_CONSIGNMENT, consignment, requestId, patience);
    }

    /** The tutorial's consignment, with another weight. */
    static Consignment consignment(int weight) {
        Consignment.Builder consignment = Consignment.newBuilder()
                .setDescription("This is a test consignment")
                .setWeight(weight);
        consignment.addContainers(container("cust001", "Manchester, United Kingdom"));
        consignment.addContainers(container("cust002", "Derby, United Kingdom"));
        consignment.addContainers(container("cust005", "Sheffield, United Kingdom"));
        return consignment.build();
    }

    private static Container container(String customer, String origin) {
        return Container.newBuilder().setCustomerId(customer).setOrigin(origin).build();
    }

    /** 200, or the number of the error code. */
    static int codeOf(AsyncResult<?> ended) {
        if (ended.succeeded()) {
            return 200;
        }
        return ended.cause() instanceof ServiceException failure
                ? failure.code().number()
                : 500;
    }
}
