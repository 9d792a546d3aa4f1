package dev.shippy.user;

import dev.shippy.runtime.Environment;
import java.time.Duration;

/**
 * How long tokens and keys live.
 *
 * @param tokenLifetime from a login to the end of its token
 * @param cache how long others may keep the public keys
 */
public record KeyConfig(Duration tokenLifetime, Duration cache) {

    /** Others ask for an unknown key once a second at most, and must have asked before that key signs. */
    private static final Duration SHORTEST_CACHE = Duration.ofSeconds(1);

    /** Reads TOKEN_LIFETIME and KEY_CACHE. */
    static KeyConfig from(Environment environment) {
        return new KeyConfig(
                environment.duration("TOKEN_LIFETIME", Duration.ofHours(1), Duration.ofSeconds(1), Duration.ofDays(30)),
                environment.duration("KEY_CACHE", Duration.ofSeconds(60), SHORTEST_CACHE, Duration.ofHours(1)));
    }

    /** For what the lifetimes leave out: the key's way into the database, and the answers' ways back. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    /** How often an instance looks for the keys that others made. */
    Duration rereadEvery() {
        return cache.dividedBy(4);
    }

    /** From a key's making to its first signature: by then all instances serve it, and every older cached set has ended. */
    Duration preparation() {
        return cache.plus(rereadEvery()).plus(SLACK);
    }

    /** From a key's last signature to its end; an instance may learn late that another key signs. */
    Duration afterlife() {
        return tokenLifetime.plus(rereadEvery());
    }
}
