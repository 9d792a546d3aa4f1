package dev.shippy.runtime.nats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class NatsServersTest {

    @Test
    void namesEachServerWithAPort() {
        assertArrayEquals(
                new String[] {"tls://a:4222", "tls://10.0.0.1:5", "tls://[::1]:4222"},
                servers("tls://u:p@a,10.0.0.1:5,[::1]").addresses());
    }

    /** java.net.URI also rejects 127.1, which every resolver knows. */
    @Test
    void looksUpAHostThatUriDoesNotKnow() {
        NatsServers servers = servers("nats://my_nats:1,127.1:2");

        assertArrayEquals(new String[] {"nats://server-0.invalid:1", "nats://server-1.invalid:2"}, servers.addresses());
        assertEquals(List.of("127.0.0.1"), servers.resolveHostToIps("server-1.invalid", false, false));
    }

    private static NatsServers servers(String address) {
        return new NatsServers(NatsConfig.servers(address));
    }
}
