package dev.shippy.runtime.token;

import java.time.Instant;

/**
 * The claims of a token whose signature and claims are good. Its user may be gone all the same.
 *
 * @param userId the claim {@code sub}
 * @param tokenId the claim {@code jti}
 * @param expiresAt the claim {@code exp}
 */
public record VerifiedToken(String userId, String tokenId, Instant expiresAt) {}
