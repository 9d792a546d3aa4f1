package dev.shippy.email;

import dev.shippy.contracts.Call;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.UserService;
import dev.shippy.contracts.user.v1.KeySet;
import dev.shippy.contracts.user.v1.RepublishRequest;
import dev.shippy.contracts.user.v1.RepublishResponse;
import dev.shippy.contracts.user.v1.Request;
import dev.shippy.contracts.user.v1.Response;
import dev.shippy.contracts.user.v1.Token;
import dev.shippy.contracts.user.v1.User;
import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Knows the users that a test gives it; can be away. */
final class FakeUserService implements UserService {

    private final Map<String, User> users = new ConcurrentHashMap<>();
    private volatile boolean away;

    /** A user with a fresh id. @return the id */
    String add(String name, String address) {
        String id = Samples.freshId();
        users.put(
                id, User.newBuilder().setId(id).setName(name).setEmail(address).build());
        return id;
    }

    void away(boolean gone) {
        away = gone;
    }

    @Override
    public Future<Response> get(Call call, User user) {
        if (away) {
            return Future.failedFuture(ServiceException.unavailable("The database cannot be reached", null));
        }
        User found = users.get(user.getId());
        return found == null
                ? notHere()
                : Future.succeededFuture(
                        Response.newBuilder().setUser(found).setOk(true).build());
    }

    @Override
    public Future<Response> create(Call call, User user) {
        return notHere();
    }

    @Override
    public Future<Response> getAll(Call call, Request request) {
        return notHere();
    }

    @Override
    public Future<Token> auth(Call call, User user) {
        return notHere();
    }

    @Override
    public Future<Token> validateToken(Call call, Token token) {
        return notHere();
    }

    @Override
    public Future<Response> delete(Call call, User user) {
        return notHere();
    }

    @Override
    public Future<Response> grant(Call call, User user) {
        return notHere();
    }

    @Override
    public Future<Response> revoke(Call call, User user) {
        return notHere();
    }

    @Override
    public Future<KeySet> keys(Call call, Request request) {
        return notHere();
    }

    @Override
    public Future<KeySet> rotateKey(Call call, Request request) {
        return notHere();
    }

    @Override
    public Future<RepublishResponse> republishEvents(Call call, RepublishRequest request) {
        return notHere();
    }

    private static <T> Future<T> notHere() {
        return Future.failedFuture(ServiceException.notFound("There is no such user"));
    }
}
