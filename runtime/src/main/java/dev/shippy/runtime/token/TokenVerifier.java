package dev.shippy.runtime.token;

import dev.shippy.contracts.Limits;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.user.v1.Key;
import dev.shippy.contracts.user.v1.KeySet;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Verifies tokens against a set of public keys: PS256 (RFC 7518) and nothing else, a known {@code kid}, no {@code crit} (RFC
 * 7515), the issuer and audience that are configured, and {@code sub}, {@code jti}, {@code iat} and {@code exp} present and of
 * the right type, with 30 s of leeway (RFC 8725). For one thread.
 */
public final class TokenVerifier {

    /** The one algorithm. */
    public static final String ALGORITHM = "PS256";

    private static final int LEEWAY_SECONDS = 30;
    private static final int MAX_ID = 128;
    /** The end of the year 9999: what is later is no time that everything behind can count with. */
    private static final double LATEST_SECOND = 253_402_300_799d;

    private final JWTAuth signatures;
    private final Set<String> keyIds;

    /** For a key set that is not empty. @throws IllegalArgumentException when it is: without keys anything would pass */
    public TokenVerifier(Vertx vertx, KeySet keySet, TokenConfig config) {
        List<Key> keys = keySet.getKeysList().stream()
                .filter(key -> key.getAlgorithm().equals(ALGORITHM))
                .toList();
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("There is no key to verify tokens with");
        }
        JWTAuthOptions options = new JWTAuthOptions()
                .setJWTOptions(new JWTOptions()
                        .setIssuer(config.issuer())
                        .addAudience(config.audience())
                        .setLeeway(LEEWAY_SECONDS));
        keys.forEach(key -> options.addPubSecKey(new PubSecKeyOptions()
                .setAlgorithm(ALGORITHM)
                .setId(key.getKid())
                .setBuffer(key.getPem())));
        this.signatures = JWTAuth.create(vertx, options);
        this.keyIds = keys.stream().map(Key::getKid).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether tokens with this {@code kid} can be verified. */
    public boolean knows(String keyId) {
        return keyIds.contains(keyId);
    }

    /**
     * Names the key that a token says it is signed with; nothing of it is verified.
     *
     * @throws ServiceException UNAUTHENTICATED when it is no token, or one of a kind that is never good
     */
    public static String keyIdOf(String token) {
        JsonObject header = headerOf(token);
        boolean ours = ALGORITHM.equals(header.getValue("alg"))
                && !header.containsKey("crit")
                && header.getValue("kid") instanceof String;
        if (!ours) {
            throw refused("it is not signed as Shippy's tokens are");
        }
        return header.getString("kid");
    }

    /**
     * Verifies signature and claims.
     *
     * @throws ServiceException UNAUTHENTICATED with the reason
     */
    public VerifiedToken verify(String token) {
        if (!knows(keyIdOf(token))) {
            throw refused("its key is unknown");
        }
        return claimsOf(signed(token).attributes().getJsonObject("accessToken"));
    }

    private User signed(String token) {
        try {
            Future<User> user = signatures.authenticate(new TokenCredentials(token));
            if (user.succeeded()) {
                return user.result();
            }
        } catch (RuntimeException wrongType) {
            // A claim of a wrong type throws; it is refused like any other bad token.
        }
        throw refused("its signature, issuer, audience or time is wrong");
    }

    private static VerifiedToken claimsOf(JsonObject claims) {
        boolean complete = isId(claims.getValue("sub"))
                && isId(claims.getValue("jti"))
                && isTime(claims.getValue("iat"))
                && isTime(claims.getValue("exp"));
        if (!complete) {
            throw refused("a claim is missing or not of its kind");
        }
        return new VerifiedToken(
                claims.getString("sub"), claims.getString("jti"), Instant.ofEpochSecond(claims.getLong("exp")));
    }

    private static boolean isId(Object value) {
        return value instanceof String text
                && !text.isEmpty()
                && text.length() <= MAX_ID
                && text.chars().allMatch(c -> c > ' ' && c <= '~');
    }

    private static boolean isTime(Object value) {
        return value instanceof Number seconds && seconds.doubleValue() >= 0 && seconds.doubleValue() <= LATEST_SECOND;
    }

    private static JsonObject headerOf(String token) {
        if (token.length() > Limits.TOKEN_BYTES) {
            throw refused("it is longer than " + Limits.TOKEN_BYTES + " bytes");
        }
        String[] segments = token.split("\\.", -1);
        if (segments.length != 3) {
            throw refused("it is not a JWT");
        }
        try {
            return new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(segments[0])));
        } catch (IllegalArgumentException | DecodeException | ClassCastException garbage) {
            throw refused("it is not a JWT");
        }
    }

    private static ServiceException refused(String why) {
        return ServiceException.unauthenticated("Invalid token: " + why);
    }
}
