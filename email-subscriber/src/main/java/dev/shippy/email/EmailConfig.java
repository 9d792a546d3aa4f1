package dev.shippy.email;

import dev.shippy.contracts.Services;
import dev.shippy.runtime.Environment;
import dev.shippy.runtime.nats.NatsConfig;
import dev.shippy.runtime.postgres.PostgresConfig;
import java.time.Duration;

/** The settings of the subscriber. */
public record EmailConfig(NatsConfig nats, PostgresConfig postgres, SmtpConfig smtp, MailingConfig mailing) {

    static final String SCHEMA = "mail";

    /** Reads every setting. @throws dev.shippy.runtime.ConfigurationException naming everything that is wrong */
    public static EmailConfig from(Environment environment) {
        NatsConfig nats = NatsConfig.from(environment, Services.EMAIL_SUBSCRIBER);
        PostgresConfig postgres = PostgresConfig.from(environment, SCHEMA);
        SmtpConfig smtp = SmtpConfig.from(environment);
        MailingConfig mailing = MailingConfig.from(environment, attemptLimit(postgres, smtp));
        environment.check();
        return new EmailConfig(nats, postgres, smtp, mailing);
    }

    /** The claim's answer, the address, the mail. */
    private static Duration attemptLimit(PostgresConfig postgres, SmtpConfig smtp) {
        return postgres.timeout().plus(NatsRecipients.LIMIT).plus(smtp.timeout());
    }
}
