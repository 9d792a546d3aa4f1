package dev.shippy.vessel;

import dev.shippy.contracts.Services;
import dev.shippy.runtime.Environment;
import dev.shippy.runtime.mongo.MongoConfig;
import dev.shippy.runtime.nats.NatsConfig;
import dev.shippy.runtime.token.TokenConfig;
import java.time.Duration;

/**
 * What the vessel service is told from outside.
 *
 * @param nats how to reach NATS
 * @param mongo how to reach its store
 * @param tokens which tokens are good
 * @param pruneEvery how often closed reservation ids are looked through
 * @param tombstoneAge how far in the past the deadline of a closed reservation id is when it is forgotten
 * @param viewPoll how often is looked for what other processes have changed
 */
public record VesselConfig(
        NatsConfig nats,
        MongoConfig mongo,
        TokenConfig tokens,
        Duration pruneEvery,
        Duration tombstoneAge,
        Duration viewPoll) {

    /**
     * Reads NATS_*, MONGO_URL, STORE_TIMEOUT, TOKEN_*, PRUNE_EVERY, TOMBSTONE_AGE and VIEW_POLL.
     *
     * @throws dev.shippy.runtime.ConfigurationException naming everything that is wrong
     */
    public static VesselConfig from(Environment environment) {
        VesselConfig config = new VesselConfig(
                NatsConfig.from(environment, Services.VESSEL),
                MongoConfig.from(environment),
                TokenConfig.from(environment),
                environment.duration("PRUNE_EVERY", Duration.ofMinutes(1), Duration.ofMillis(10), Duration.ofDays(1)),
                environment.duration("TOMBSTONE_AGE", Duration.ofMinutes(10), Duration.ZERO, Duration.ofDays(1)),
                environment.duration("VIEW_POLL", Duration.ofSeconds(1), Duration.ofMillis(10), Duration.ofSeconds(1)));
        environment.check();
        return config;
    }
}
