package dev.shippy.consignment;

import dev.shippy.contracts.Limits;
import dev.shippy.contracts.Services;
import dev.shippy.runtime.Environment;
import dev.shippy.runtime.mongo.MongoConfig;
import dev.shippy.runtime.nats.NatsConfig;
import dev.shippy.runtime.outbox.OutboxConfig;
import dev.shippy.runtime.token.TokenConfig;
import java.time.Duration;

/**
 * The settings of the service.
 *
 * @param nats how it reaches NATS
 * @param mongo where consignments are kept
 * @param tokens which tokens are good
 * @param sweeping how it ends what others have left
 * @param polling how a repeated request waits for the first one's decision
 * @param outbox how events are published
 */
public record ConsignmentConfig(
        NatsConfig nats,
        MongoConfig mongo,
        TokenConfig tokens,
        Sweeping sweeping,
        Polling polling,
        OutboxConfig outbox) {

    private static final Duration SHORTEST = Duration.ofMillis(1);
    /** Below the furthest deadline that a vessel service takes, whose clock may be behind. */
    private static final Duration LONGEST_LEASE = Limits.MAX_DEADLINE.minusSeconds(5);

    /**
     * Reads the settings of NATS, MongoDB and tokens, SWEEP_PERIOD, LEASE, SWEEP_BATCH, SWEEP_AT_ONCE, POLL_FIRST,
     * POLL_LONGEST, OUTBOX_LEASE, OUTBOX_POLL and OUTBOX_BATCH.
     *
     * @throws dev.shippy.runtime.ConfigurationException naming everything that is wrong
     */
    public static ConsignmentConfig from(Environment environment) {
        NatsConfig nats = NatsConfig.from(environment, Services.CONSIGNMENT);
        MongoConfig mongo = MongoConfig.from(environment);
        TokenConfig tokens = TokenConfig.from(environment);
        Sweeping sweeping = sweeping(environment);
        Polling polling = polling(environment);
        OutboxConfig outbox = OutboxConfig.from(environment);
        environment.check();
        return new ConsignmentConfig(nats, mongo, tokens, sweeping, polling, outbox);
    }

    private static Sweeping sweeping(Environment environment) {
        return new Sweeping(
                environment.duration("SWEEP_PERIOD", Duration.ofSeconds(2), SHORTEST, Duration.ofHours(1)),
                environment.duration("LEASE", Duration.ofSeconds(5), Duration.ofMillis(10), LONGEST_LEASE),
                environment.integer("SWEEP_BATCH", 100, 1, 1_000),
                environment.integer("SWEEP_AT_ONCE", 16, 1, 256));
    }

    private static Polling polling(Environment environment) {
        Duration first = environment.duration("POLL_FIRST", Duration.ofMillis(10), SHORTEST, Limits.MAX_DEADLINE);
        Duration longest = environment.duration("POLL_LONGEST", Duration.ofMillis(250), SHORTEST, Limits.MAX_DEADLINE);
        if (longest.compareTo(first) < 0) {
            environment.reject("POLL_LONGEST is shorter than POLL_FIRST");
            return new Polling(first, first);
        }
        return new Polling(first, longest);
    }
}
