package dev.shippy.runtime;

import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import java.time.Duration;

/**
 * The default options of every Vert.x here: a host that moves is found within 30 s, by its new entry in the hosts file
 * or in DNS.
 */
public final class VertxDefaults {

    private static final Duration HOSTS_FILE = Duration.ofSeconds(5);
    /** The period of the JVM's own lookups, which NATS and MongoDB use. */
    private static final Duration DNS = Duration.ofSeconds(30);

    private VertxDefaults() {}

    /** New options. Callers may change anything except the lookup of names. */
    public static VertxOptions options() {
        return new VertxOptions()
                .setAddressResolverOptions(new AddressResolverOptions()
                        .setHostsRefreshPeriod((int) HOSTS_FILE.toMillis())
                        .setCacheMaxTimeToLive((int) DNS.toSeconds())
                        .setCacheNegativeTimeToLive(0));
    }
}
