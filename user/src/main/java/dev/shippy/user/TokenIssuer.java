package dev.shippy.user;

import dev.shippy.contracts.Role;
import dev.shippy.runtime.token.TokenConfig;
import dev.shippy.runtime.token.TokenVerifier;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Signs tokens with the key whose turn it is. For one context. */
final class TokenIssuer {

    /** No reply may hold these bytes: `nats bench` takes them for a failure. */
    private static final String FORBIDDEN = "error";

    private record Signer(String kid, JWTAuth signatures) {}

    private final Vertx vertx;
    private final SigningKeys keys;
    private final TokenConfig tokens;
    private final KeyConfig config;
    private final Clock clock;
    private @Nullable Signer signer;

    TokenIssuer(Vertx vertx, SigningKeys keys, TokenConfig tokens, KeyConfig config, Clock clock) {
        this.vertx = vertx;
        this.keys = keys;
        this.tokens = tokens;
        this.config = config;
        this.clock = clock;
    }

    IssuedToken issue(Account account) {
        Instant issuedAt = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant expiresAt = issuedAt.plus(config.tokenLifetime());
        SigningKey key = keys.signing();
        JWTAuth signatures = signatures(key);
        JWTOptions options = new JWTOptions()
                .setAlgorithm(TokenVerifier.ALGORITHM)
                .setNoTimestamp(true)
                .setHeader(new JsonObject().put("kid", key.kid()));
        String text;
        do {
            text = signatures.generateToken(claims(account, issuedAt, expiresAt), options);
        } while (text.contains(FORBIDDEN));
        return new IssuedToken(text, account.id(), expiresAt);
    }

    private JsonObject claims(Account account, Instant issuedAt, Instant expiresAt) {
        JsonArray roles = new JsonArray(
                account.roles().stream().map(Role::wireName).sorted().toList());
        return new JsonObject()
                .put("iss", tokens.issuer())
                .put("aud", tokens.audience())
                .put("sub", account.id())
                .put("roles", roles)
                .put("iat", issuedAt.getEpochSecond())
                .put("exp", expiresAt.getEpochSecond())
                .put("jti", UUID.randomUUID().toString());
    }

    private JWTAuth signatures(SigningKey key) {
        Signer present = signer;
        if (present == null || !present.kid().equals(key.kid())) {
            present = new Signer(key.kid(), signatures(vertx, key));
            signer = present;
        }
        return present.signatures();
    }

    private static JWTAuth signatures(Vertx vertx, SigningKey key) {
        PubSecKeyOptions pair = new PubSecKeyOptions()
                .setAlgorithm(TokenVerifier.ALGORITHM)
                .setId(key.kid())
                .setBuffer(key.privateKey());
        return JWTAuth.create(vertx, new JWTAuthOptions().addPubSecKey(pair));
    }
}
