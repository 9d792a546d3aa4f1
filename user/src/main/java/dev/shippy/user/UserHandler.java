package dev.shippy.user;

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
import dev.shippy.runtime.Fields;
import dev.shippy.runtime.outbox.Republishing;
import io.vertx.core.Future;
import java.util.Optional;

/** Answers the {@link UserService} contract: validates, converts, calls. */
final class UserHandler implements UserService {

    private final UserRepository users;
    private final SignUps signUps;
    private final Logins logins;
    private final TokenIssuer issuer;
    private final SigningKeys keys;
    private final LocalAccounts accounts;
    private final Republishing republishing;

    UserHandler(
            UserRepository users,
            SignUps signUps,
            Logins logins,
            TokenIssuer issuer,
            SigningKeys keys,
            LocalAccounts accounts,
            Republishing republishing) {
        this.users = users;
        this.signUps = signUps;
        this.logins = logins;
        this.issuer = issuer;
        this.keys = keys;
        this.accounts = accounts;
        this.republishing = republishing;
    }

    @Override
    public Future<Response> create(Call call, User user) {
        return signUps.signUp(Messages.toSignUp(call, user), call).map(Messages::toResponse);
    }

    @Override
    public Future<Response> get(Call call, User user) {
        return find(call, user).map(UserHandler::orNotFound).map(Messages::toResponse);
    }

    @Override
    public Future<Response> getAll(Call call, Request request) {
        AccountPage page = AccountPage.of(call, request);
        return users.page(page.after(), page.wanted()).map(page::toResponse);
    }

    @Override
    public Future<Token> auth(Call call, User user) {
        return logins.logIn(Messages.toAttempt(call, user)).map(issuer::issue).map(Messages::toIssuedToken);
    }

    @Override
    public Future<Token> validateToken(Call call, Token token) {
        return accounts.validate(token.getToken());
    }

    @Override
    public Future<Response> delete(Call call, User user) {
        return id(call, user)
                .compose(id -> id.isEmpty() ? Future.succeededFuture(false) : users.delete(id.get(), call.trace()))
                .map(existed -> Response.newBuilder().setOk(true).build());
    }

    @Override
    public Future<Response> grant(Call call, User user) {
        return id(call, user)
                .map(UserHandler::orNotFound)
                .compose(users::grant)
                .map(UserHandler::orNotFound)
                .map(Messages::toResponse);
    }

    @Override
    public Future<Response> revoke(Call call, User user) {
        return id(call, user)
                .map(UserHandler::orNotFound)
                .compose(users::revoke)
                .map(UserHandler::orNotFound)
                .map(Messages::toResponse);
    }

    @Override
    public Future<KeySet> keys(Call call, Request request) {
        return Future.succeededFuture(accounts.toKeySet(keys.serving()));
    }

    @Override
    public Future<RepublishResponse> republishEvents(Call call, RepublishRequest request) {
        return republishing.run(request.getSince(), call.deadline()).map(UserHandler::scheduled);
    }

    @Override
    public Future<KeySet> rotateKey(Call call, Request request) {
        return keys.rotate(call.requestId()).map(accounts::toKeySet);
    }

    /** By id; admins and services also by address when there is no id. */
    private Future<Optional<Account>> find(Call call, User user) {
        if (user.getId().isEmpty() && maySearch(call, user)) {
            return users.findByEmail(new EmailAddress(user.getEmail()));
        }
        return users.find(Fields.identifier("id", user.getId()));
    }

    private Future<Optional<String>> id(Call call, User user) {
        if (user.getId().isEmpty() && maySearch(call, user)) {
            return users.findByEmail(new EmailAddress(user.getEmail())).map(found -> found.map(Account::id));
        }
        return Future.succeededFuture(Optional.of(Fields.identifier("id", user.getId())));
    }

    private static RepublishResponse scheduled(long events) {
        return RepublishResponse.newBuilder().setScheduled(events).setOk(true).build();
    }

    private static boolean maySearch(Call call, User user) {
        return !user.getEmail().isEmpty()
                && (call.caller().isAdmin() || call.caller().isService());
    }

    private static <T> T orNotFound(Optional<T> found) {
        return found.orElseThrow(() -> ServiceException.notFound("There is no such user"));
    }
}
