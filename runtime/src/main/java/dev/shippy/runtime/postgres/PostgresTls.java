package dev.shippy.runtime.postgres;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Completes the driver's options for {@code sslmode=}; without them, the driver fails without a useful message. */
final class PostgresTls {

    private PostgresTls() {}

    /** Verifies certificates as PostgreSQL's own clients do, with the authorities that the Java platform trusts. */
    static PgConnectOptions complete(PgConnectOptions options) {
        ClientSSLOptions tls = new ClientSSLOptions();
        return switch (options.getSslMode()) {
            case DISABLE -> options;
            case ALLOW, PREFER, REQUIRE -> options.setSslOptions(tls.setTrustAll(true));
            case VERIFY_CA -> options.setSslOptions(tls.setTrustOptions(platform()));
            case VERIFY_FULL ->
                options.setSslOptions(tls.setTrustOptions(platform()).setHostnameVerificationAlgorithm("HTTPS"));
        };
    }

    private static TrustOptions platform() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            @Nullable KeyStore ofThePlatform = null;
            factory.init(ofThePlatform);
            TrustManager first =
                    Arrays.stream(factory.getTrustManagers()).findFirst().orElseThrow();
            return TrustOptions.wrap(first);
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("The trust store of the Java platform cannot be read", unusable);
        }
    }
}
