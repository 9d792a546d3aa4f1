package dev.shippy.runtime.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.shippy.contracts.Caller;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.Limits;
import dev.shippy.contracts.Role;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.user.v1.Token;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Verifies tokens here, then asks the user service whether the user still exists and with which roles. Good answers are kept by
 * the token's digest, at most 10,000 and at most {@link TokenConfig#accountCache} long. Without an answer nobody is let in. For
 * one context.
 */
public final class TokenAuthenticator implements Authenticator {

    private static final int MAX_CACHED = 10_000;

    private final Accounts accounts;
    private final KeyCache keys;
    private final Clock clock;
    private final Cache<String, KnownCaller> known;
    private final Map<String, Future<Caller>> asking = new HashMap<>();

    private record KnownCaller(Caller caller, long expiresMillis) {}

    public TokenAuthenticator(Vertx vertx, Accounts accounts, TokenConfig config) {
        this.accounts = accounts;
        this.keys = new KeyCache(vertx, accounts, config);
        this.clock = Clock.systemUTC();
        this.known = Caffeine.newBuilder()
                .maximumSize(MAX_CACHED)
                .expireAfterWrite(config.accountCache())
                .build();
    }

    @Override
    public Future<Caller> authenticate(String token) {
        if (token.length() > Limits.TOKEN_BYTES) {
            throw ServiceException.unauthenticated("Invalid token: it is longer than " + Limits.TOKEN_BYTES + " bytes");
        }
        String digest = digest(token);
        KnownCaller cached = known.getIfPresent(digest);
        if (cached != null && clock.millis() < cached.expiresMillis()) {
            return Future.succeededFuture(cached.caller());
        }
        Future<Caller> running = asking.get(digest);
        return running == null ? ask(token, digest) : running;
    }

    private Future<Caller> ask(String token, String digest) {
        String keyId = TokenVerifier.keyIdOf(token);
        Future<Caller> answer = keys.verifierFor(keyId)
                .map(verifier -> verifier.verify(token))
                .compose(verified -> accounts.validate(token).map(reply -> keep(digest, verified, reply)))
                .recover(TokenAuthenticator::unanswered);
        if (answer.isComplete()) {
            return answer;
        }
        asking.put(digest, answer);
        return answer.onComplete(done -> asking.remove(digest));
    }

    private Caller keep(String digest, VerifiedToken verified, Token reply) {
        if (!reply.getValid() || !reply.getUserId().equals(verified.userId())) {
            throw ServiceException.unauthenticated("Invalid token: its user is gone");
        }
        Set<Role> roles = Arrays.stream(Role.values())
                .filter(role -> reply.getRolesList().contains(role.wireName()))
                .collect(Collectors.toUnmodifiableSet());
        Caller caller = Caller.user(verified.userId(), roles);
        known.put(digest, new KnownCaller(caller, verified.expiresAt().toEpochMilli()));
        return caller;
    }

    /** Anything but a clear no is no answer. */
    private static Future<Caller> unanswered(Throwable failure) {
        boolean clear = failure instanceof ServiceException known
                && (known.code() == ErrorCode.UNAUTHENTICATED || known.code() == ErrorCode.RESOURCE_EXHAUSTED);
        return Future.failedFuture(
                clear ? failure : ServiceException.unavailable("Tokens cannot be checked at present", failure));
    }

    private static String digest(String token) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
