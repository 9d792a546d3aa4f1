package dev.shippy.email;

import io.vertx.core.Future;
import java.time.Duration;

/** Sends mails. */
interface Mailer {

    /**
     * Sends one mail.
     *
     * @return success when the SMTP server has accepted it; otherwise a {@link MailFailure}, with
     *     {@link MailFailure.Kind#UNCONFIRMED} when it is unknown whether it was accepted
     */
    Future<Void> send(Mail mail);

    /** The longest that {@link #send} takes. */
    Duration limit();

    /** Goes as far as a mail does before its sender is named: connects, greets, secures, logs in. */
    Future<Void> probe();

    /** Whether the SMTP server answered when it was last spoken to. */
    boolean reachable();
}
