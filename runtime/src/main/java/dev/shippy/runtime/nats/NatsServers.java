package dev.shippy.runtime.nats;

import dev.shippy.runtime.ServerUrl;
import io.nats.client.impl.NatsServerPool;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The servers of an address, in the form that jnats takes. Its addresses are {@link URI}s, which allow no host name
 * with an underscore: such a host gets a stand-in name, which is replaced at lookup.
 */
final class NatsServers extends NatsServerPool {

    static final int USUAL_PORT = 4222;

    private final List<String> addresses = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();

    NatsServers(ServerUrl url) {
        for (ServerUrl.Host host : url.hosts()) {
            addresses.add(url.scheme() + "://" + new ServerUrl.Host(known(host.name()), host.portOr(USUAL_PORT)));
        }
    }

    /** One {@code nats://host:port} or {@code tls://host:port} for each server. */
    String[] addresses() {
        return addresses.toArray(String[]::new);
    }

    @Override
    public @Nullable List<String> resolveHostToIps(String host, boolean onlyOne, boolean alsoIpv6) {
        return super.resolveHostToIps(names.getOrDefault(host, host), onlyOne, alsoIpv6);
    }

    private String known(String name) {
        if (name.contains(":") || isHost(name)) {
            return name;
        }
        String standIn = "server-" + names.size() + ".invalid";
        names.put(standIn, name);
        return standIn;
    }

    private static boolean isHost(String name) {
        try {
            return new URI("nats://" + name).getHost() != null;
        } catch (URISyntaxException other) {
            return false;
        }
    }
}
