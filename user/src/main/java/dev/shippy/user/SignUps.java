package dev.shippy.user;

import dev.shippy.contracts.Call;
import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.Trace;
import dev.shippy.user.PasswordHasher.Purpose;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Signs people up, once for each request however often it comes. Equal requests that come while the first is under way share
 * its answer, so that they cost one hash. For one context.
 */
final class SignUps {

    private final UserRepository users;
    private final PasswordHasher hasher;
    private final Map<SignUp, Future<Account>> underWay = new HashMap<>();

    SignUps(UserRepository users, PasswordHasher hasher) {
        this.users = users;
        this.hasher = hasher;
    }

    Future<Account> signUp(SignUp signUp, Call call) {
        Future<Account> running = underWay.get(signUp);
        if (running != null) {
            return running;
        }
        Future<Account> account = hasher.admit(Purpose.SIGN_UP, () -> begin(signUp, call));
        if (account.isComplete()) {
            return account;
        }
        underWay.put(signUp, account);
        return account.onComplete(done -> underWay.remove(signUp));
    }

    private Future<Account> begin(SignUp signUp, Call call) {
        return users.findRival(signUp)
                .compose(rival ->
                        rival.isPresent() ? repeated(signUp, rival.get(), call.deadline()) : create(signUp, call));
    }

    private Future<Account> create(SignUp signUp, Call call) {
        return hasher.hash(Purpose.SIGN_UP, signUp.password().normalized(), call.deadline())
                .map(hash -> newAccount(signUp, hash, call.trace()))
                .compose(users::insert)
                .compose(inserted ->
                        inserted.map(Future::succeededFuture).orElseGet(() -> afterRace(signUp, call.deadline())));
    }

    private Future<Account> afterRace(SignUp signUp, Deadline deadline) {
        return users.findRival(signUp).compose(rival -> repeated(signUp, orGone(rival), deadline));
    }

    /** The answer to a request whose account, or whose address, is there: the same again for the same request. */
    private Future<Account> repeated(SignUp signUp, Credentials rival, Deadline deadline) {
        if (!rival.requestKey().equals(signUp.requestKey())) {
            return Future.failedFuture(ServiceException.alreadyExists(
                    "email has an account already; log in, or sign up with another address"));
        }
        if (!rival.cameOf(signUp)) {
            return Future.failedFuture(otherRequest());
        }
        return hasher.matches(Purpose.SIGN_UP, rival.asHashed(signUp.password()), rival.passwordHash(), deadline)
                .map(matches -> onlyIf(matches, rival.account()));
    }

    private static Account onlyIf(boolean matches, Account account) {
        if (!matches) {
            throw otherRequest();
        }
        return account;
    }

    private static Credentials orGone(Optional<Credentials> rival) {
        return rival.orElseThrow(() -> ServiceException.unavailable("The account changed meanwhile; try again", null));
    }

    private static ServiceException otherRequest() {
        return ServiceException.alreadyExists("This Request-Id has signed up somebody with other data");
    }

    private static NewAccount newAccount(SignUp signUp, String hash, Trace trace) {
        return new NewAccount(
                UUID.randomUUID().toString(),
                signUp.name(),
                signUp.company(),
                signUp.email(),
                false,
                hash,
                signUp.requestKey(),
                trace);
    }
}
