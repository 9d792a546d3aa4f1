package dev.shippy.contracts;

import dev.shippy.contracts.user.v1.KeySet;
import dev.shippy.contracts.user.v1.RepublishRequest;
import dev.shippy.contracts.user.v1.RepublishResponse;
import dev.shippy.contracts.user.v1.Request;
import dev.shippy.contracts.user.v1.Response;
import dev.shippy.contracts.user.v1.Token;
import dev.shippy.contracts.user.v1.User;
import io.vertx.core.Future;
import java.util.List;

/** Accounts, passwords, tokens; {@code shippy/user/v1/user.proto} says what each method does. */
public interface UserService {

    Rpc<UserService, User, Response> CREATE =
            user("Create", UserService::create).open(Access.EVERYBODY);
    Rpc<UserService, User, Response> GET =
            user("Get", UserService::get).openToSelf(User::getId).internal(Services.EMAIL_SUBSCRIBER);
    Rpc<UserService, Request, Response> GET_ALL = Rpc.of(
                    Services.USER,
                    "GetAll",
                    Request.getDefaultInstance(),
                    Response.getDefaultInstance(),
                    UserService::getAll)
            .open(Access.ADMIN);
    Rpc<UserService, User, Token> AUTH = Rpc.of(
                    Services.USER, "Auth", User.getDefaultInstance(), Token.getDefaultInstance(), UserService::auth)
            .open(Access.EVERYBODY);
    Rpc<UserService, Token, Token> VALIDATE_TOKEN = Rpc.of(
                    Services.USER,
                    "ValidateToken",
                    Token.getDefaultInstance(),
                    Token.getDefaultInstance(),
                    UserService::validateToken)
            .open(Access.EVERYBODY)
            .internal(Services.CONSIGNMENT, Services.VESSEL);
    Rpc<UserService, User, Response> DELETE =
            user("Delete", UserService::delete).openToSelf(User::getId);
    Rpc<UserService, User, Response> GRANT = user("Grant", UserService::grant).open(Access.ADMIN);
    Rpc<UserService, User, Response> REVOKE =
            user("Revoke", UserService::revoke).open(Access.ADMIN);
    Rpc<UserService, Request, KeySet> KEYS = Rpc.of(
                    Services.USER, "Keys", Request.getDefaultInstance(), KeySet.getDefaultInstance(), UserService::keys)
            .open(Access.EVERYBODY)
            .internal(Services.CONSIGNMENT, Services.VESSEL);
    Rpc<UserService, Request, KeySet> ROTATE_KEY = Rpc.of(
                    Services.USER,
                    "RotateKey",
                    Request.getDefaultInstance(),
                    KeySet.getDefaultInstance(),
                    UserService::rotateKey)
            .open(Access.ADMIN);

    Rpc<UserService, RepublishRequest, RepublishResponse> REPUBLISH_EVENTS = Rpc.of(
                    Services.USER,
                    "RepublishEvents",
                    RepublishRequest.getDefaultInstance(),
                    RepublishResponse.getDefaultInstance(),
                    UserService::republishEvents)
            .open(Access.ADMIN);

    ServiceContract<UserService> CONTRACT = new ServiceContract<>(
            Services.USER,
            "1.0.0",
            "Signs users up and in, and vouches for their tokens",
            List.of(
                    CREATE,
                    GET,
                    GET_ALL,
                    AUTH,
                    VALIDATE_TOKEN,
                    DELETE,
                    GRANT,
                    REVOKE,
                    KEYS,
                    ROTATE_KEY,
                    REPUBLISH_EVENTS));

    Future<Response> create(Call call, User user);

    Future<Response> get(Call call, User user);

    Future<Response> getAll(Call call, Request request);

    Future<Token> auth(Call call, User user);

    Future<Token> validateToken(Call call, Token token);

    Future<Response> delete(Call call, User user);

    Future<Response> grant(Call call, User user);

    Future<Response> revoke(Call call, User user);

    Future<KeySet> keys(Call call, Request request);

    Future<KeySet> rotateKey(Call call, Request request);

    Future<RepublishResponse> republishEvents(Call call, RepublishRequest request);

    private static Rpc<UserService, User, Response> user(String name, Rpc.Method<UserService, User, Response> method) {
        return Rpc.of(Services.USER, name, User.getDefaultInstance(), Response.getDefaultInstance(), method);
    }
}
