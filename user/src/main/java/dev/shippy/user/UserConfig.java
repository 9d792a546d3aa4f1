package dev.shippy.user;

import dev.shippy.contracts.Services;
import dev.shippy.runtime.Environment;
import dev.shippy.runtime.nats.NatsConfig;
import dev.shippy.runtime.outbox.OutboxConfig;
import dev.shippy.runtime.postgres.PostgresConfig;
import dev.shippy.runtime.token.TokenConfig;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of the user service.
 *
 * @param outboxKeep how long published events are kept
 * @param admin who becomes the first admin, if anybody
 */
public record UserConfig(
        NatsConfig nats,
        PostgresConfig postgres,
        TokenConfig tokens,
        KeyConfig keys,
        PasswordConfig passwords,
        ThrottleConfig throttle,
        OutboxConfig outbox,
        Duration outboxKeep,
        Optional<AdminConfig> admin) {

    static final String SCHEMA = "accounts";

    /** Reads every setting. @throws dev.shippy.runtime.ConfigurationException naming everything that is wrong */
    public static UserConfig from(Environment environment) {
        UserConfig config = new UserConfig(
                NatsConfig.from(environment, Services.USER),
                PostgresConfig.from(environment, SCHEMA),
                TokenConfig.from(environment),
                KeyConfig.from(environment),
                PasswordConfig.from(environment),
                ThrottleConfig.from(environment),
                OutboxConfig.from(environment),
                environment.duration("OUTBOX_KEEP", Duration.ofDays(14), Duration.ofSeconds(1), Duration.ofDays(365)),
                AdminConfig.from(environment));
        environment.check();
        return config;
    }
}
