package dev.shippy.user;

import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.user.v1.Error;
import dev.shippy.contracts.user.v1.KeySet;
import dev.shippy.contracts.user.v1.Token;
import dev.shippy.runtime.token.Accounts;
import dev.shippy.runtime.token.TokenConfig;
import dev.shippy.runtime.token.TokenVerifier;
import dev.shippy.runtime.token.VerifiedToken;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Vouches for tokens from this service's own keys and accounts. For one context. */
final class LocalAccounts implements Accounts {

    private record Verifier(KeySet keys, TokenVerifier rules) {}

    private final Vertx vertx;
    private final SigningKeys keys;
    private final UserRepository users;
    private final KeyConfig config;
    private final TokenConfig tokens;
    private @Nullable Verifier verifier;

    LocalAccounts(Vertx vertx, SigningKeys keys, UserRepository users, KeyConfig config, TokenConfig tokens) {
        this.vertx = vertx;
        this.keys = keys;
        this.users = users;
        this.config = config;
        this.tokens = tokens;
    }

    @Override
    public Future<KeySet> keys() {
        return keys.refreshed().map(this::toKeySet);
    }

    @Override
    public Future<Token> validate(String token) {
        return Future.succeededFuture(token)
                .map(TokenVerifier::keyIdOf)
                .compose(this::rulesFor)
                .map(rules -> rules.verify(token))
                .compose(this::present)
                .recover(LocalAccounts::notValid);
    }

    KeySet toKeySet(List<SigningKey> serving) {
        return Messages.toKeySet(serving, keys.signing().kid(), config.cache());
    }

    private Future<TokenVerifier> rulesFor(String keyId) {
        TokenVerifier present = rules(toKeySet(keys.serving()));
        return present.knows(keyId) ? Future.succeededFuture(present) : keys().map(this::rules);
    }

    /** Reading keys costs more than using them, so the rules live as long as the key set is the same. */
    private TokenVerifier rules(KeySet set) {
        Verifier present = verifier;
        if (present == null || !present.keys().equals(set)) {
            present = new Verifier(set, new TokenVerifier(vertx, set, tokens));
            verifier = present;
        }
        return present.rules();
    }

    private Future<Token> present(VerifiedToken verified) {
        return users.find(verified.userId()).map(account -> toToken(verified, account));
    }

    private static Token toToken(VerifiedToken verified, Optional<Account> account) {
        return Messages.toValidToken(
                account.orElseThrow(() -> ServiceException.unauthenticated("Invalid token: its user does not exist")),
                verified.expiresAt());
    }

    /** A bad token is an answer, not a failure. */
    private static Future<Token> notValid(Throwable failure) {
        if (!(failure instanceof ServiceException refused) || refused.code() != ErrorCode.UNAUTHENTICATED) {
            return Future.failedFuture(failure);
        }
        Error reason = Error.newBuilder()
                .setCode(refused.code().number())
                .setDescription(refused.sentence())
                .build();
        return Future.succeededFuture(
                Token.newBuilder().setValid(false).addErrors(reason).build());
    }
}
