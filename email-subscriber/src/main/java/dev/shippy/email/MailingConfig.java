package dev.shippy.email;

import dev.shippy.contracts.EventConsumer;
import dev.shippy.contracts.EventStream;
import dev.shippy.runtime.Durations;
import dev.shippy.runtime.Environment;
import java.time.Duration;

/**
 * How mails are worked on.
 *
 * @param concurrency how many at a time, of each stream
 * @param attempts after so many a mail is a dead letter
 * @param unconfirmed as often a mail may be given to a server that does not say whether it took it; then it is a dead letter
 * @param lease how long a claim lasts: longer than an attempt, shorter than what the server waits before it delivers again
 * @param keep how long the ledger knows what became of an event
 */
public record MailingConfig(int concurrency, int attempts, int unconfirmed, Duration lease, Duration keep) {

    private static final Duration ACK_WAIT =
            EventConsumer.emailSubscriber(EventStream.EVENTS).ackWait();
    private static final int MOST_UNCONFIRMED = 20;
    /** Below what the server delivers at most: some deliveries are no attempts. */
    private static final int MOST_ATTEMPTS =
            EventConsumer.emailSubscriber(EventStream.EVENTS).maxDeliver() / 2;

    /**
     * Reads MAIL_CONCURRENCY, MAIL_ATTEMPTS, MAIL_UNCONFIRMED, MAIL_LEASE and LEDGER_KEEP.
     *
     * @param attemptLimit the longest that one attempt may take, which the lease has to cover
     */
    static MailingConfig from(Environment environment, Duration attemptLimit) {
        Duration lease =
                environment.duration("MAIL_LEASE", Duration.ofSeconds(45), Duration.ofMillis(100), Duration.ofHours(1));
        if (lease.compareTo(ACK_WAIT) >= 0) {
            environment.reject("MAIL_LEASE is " + Durations.format(lease)
                    + " and has to be shorter than the " + Durations.format(ACK_WAIT)
                    + " after which NATS delivers an event again");
        }
        if (attemptLimit.compareTo(lease) >= 0) {
            environment.reject("MAIL_LEASE is " + Durations.format(lease)
                    + " and has to be longer than an attempt, which with this MAIL_TIMEOUT and STORE_TIMEOUT may take "
                    + Durations.format(attemptLimit));
        }
        return new MailingConfig(
                environment.integer("MAIL_CONCURRENCY", 8, 1, 200),
                environment.integer("MAIL_ATTEMPTS", 20, 1, MOST_ATTEMPTS),
                environment.integer("MAIL_UNCONFIRMED", 5, 1, MOST_UNCONFIRMED),
                lease,
                // Within the stream's age an event may be delivered again.
                environment.duration(
                        "LEDGER_KEEP", Duration.ofDays(90), EventStream.EVENTS.maxAge(), Duration.ofDays(3_650)));
    }
}
