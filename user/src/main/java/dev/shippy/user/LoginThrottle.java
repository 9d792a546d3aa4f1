package dev.shippy.user;

import io.vertx.core.Future;
import java.time.Duration;

/**
 * Counts failed logins of an address, whether it has an account or not, so that both look the same. After some failures the
 * address has to wait, each time twice as long, up to a cap. Shared by all instances. Every method may fail with a
 * {@link dev.shippy.contracts.ServiceException} UNAVAILABLE or RESOURCE_EXHAUSTED.
 */
interface LoginThrottle {

    /** How long the address has to wait from now on; zero when it need not. */
    Future<Duration> remaining(EmailAddress email);

    /**
     * Counts a failure, unless the address is waiting already.
     *
     * @return how long the address had to wait when this failure came; zero when it was counted
     */
    Future<Duration> failed(EmailAddress email);

    /**
     * Forgets the failures, unless the address is waiting: a guess that was under way when the wait began does not count.
     *
     * @return how long the address has to wait; zero when the login stands
     */
    Future<Duration> succeeded(EmailAddress email);

    /** Forgets failures that are old enough to mean nothing. */
    Future<Void> forgetOld();
}
