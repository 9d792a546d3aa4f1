package dev.shippy.runtime.token;

import dev.shippy.runtime.Environment;
import java.time.Duration;

/**
 * Which tokens are good.
 *
 * @param issuer the claim {@code iss}
 * @param audience the claim {@code aud}
 * @param accountCache how long the answer that a user exists may be used, at most 60 s: so long a deleted user's token works
 */
public record TokenConfig(String issuer, String audience, Duration accountCache) {

    private static final Duration MOST = Duration.ofSeconds(60);

    /** Reads TOKEN_ISSUER, TOKEN_AUDIENCE and ACCOUNT_CACHE. */
    public static TokenConfig from(Environment environment) {
        return new TokenConfig(
                environment.text("TOKEN_ISSUER", "shippy"),
                environment.text("TOKEN_AUDIENCE", "shippy"),
                environment.duration("ACCOUNT_CACHE", Duration.ofSeconds(30), Duration.ofMillis(1), MOST));
    }
}
