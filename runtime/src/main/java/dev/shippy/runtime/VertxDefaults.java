package dev.shippy.runtime;

import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import java.time.Duration;

/** What every Vert.x here begins with: a host that moves is found within 30 s, by its new line in the hosts file or in DNS. */
public final class VertxDefaults {

    private static final Duration HOSTS_FILE = Duration.ofSeconds(5);
    /** As the virtual machine's own lookups, which NATS and MongoDB are found by. */
    private static final Duration DNS = Duration.ofSeconds(30);

    private VertxDefaults() {}

    /** New options, to be changed at will but for how names are looked up. */
    public static VertxOptions options() {
        return new VertxOptions()
                .setAddressResolverOptions(new AddressResolverOptions()
                        .setHostsRefreshPeriod((int) HOSTS_FILE.toMillis())
                        .setCacheMaxTimeToLive((int) DNS.toSeconds())
                        .setCacheNegativeTimeToLive(0));
    }
}
