package dev.shippy.runtime;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VertxDefaultsTest {

    private static final long HALF_A_MINUTE = 30;

    @TempDir
    private Path directory;

    @Test
    void looksNamesUpAgainWithinHalfAMinute() {
        for (VertxOptions options :
                new VertxOptions[] {VertxDefaults.options(), EventLoops.options(new Environment(Map.of()))}) {
            AddressResolverOptions names = options.getAddressResolverOptions();

            assertTrue(names.getHostsRefreshPeriod() > 0);
            assertTrue(names.getHostsRefreshPeriod() <= TimeUnit.SECONDS.toMillis(HALF_A_MINUTE));
            assertTrue(names.getCacheMaxTimeToLive() <= HALF_A_MINUTE);
            assertTrue(names.getCacheNegativeTimeToLive() <= HALF_A_MINUTE);
        }
    }

    @Test
    void findsAHostThatHasMovedInTheHostsFile() throws IOException {
        Path hosts = Files.writeString(directory.resolve("hosts"), "127.0.0.2 mail.test\n");
        VertxOptions options = VertxDefaults.options();
        AddressResolverOptions names = options.getAddressResolverOptions().setHostsPath(hosts.toString());
        // The period itself is looked at above; a test need not wait for it.
        assertTrue(names.getHostsRefreshPeriod() > 0);
        Vertx vertx = Vertx.vertx(options.setAddressResolverOptions(names.setHostsRefreshPeriod(100)));
        try {
            NetServer server = vertx.createNetServer()
                    .connectHandler(NetSocket::close)
                    .listen(0, "127.0.0.1")
                    .await();
            assertTrue(connect(vertx, server).failed(), "nothing listens at the first address");

            Path moved = Files.writeString(hosts, "127.0.0.1 mail.test\n");

            Awaitility.await(moved.toString())
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> connect(vertx, server).succeeded());
        } finally {
            vertx.close().await();
        }
    }

    private static Future<NetSocket> connect(Vertx vertx, NetServer server) {
        Future<NetSocket> connected = vertx.createNetClient().connect(server.actualPort(), "mail.test");
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(connected::isComplete);
        return connected;
    }
}
