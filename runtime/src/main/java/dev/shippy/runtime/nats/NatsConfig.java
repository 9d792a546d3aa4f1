package dev.shippy.runtime.nats;

import dev.shippy.contracts.Limits;
import dev.shippy.runtime.Environment;
import dev.shippy.runtime.ServerUrl;
import java.time.Duration;

/**
 * How a service reaches NATS.
 *
 * @param service the service's name, which is its NATS user; its public doors are served by the user {@code <service>-public}
 * @param url {@code nats://host:port}, or several servers, {@code nats://a:4222,b:4222}; user and password in it are
 *     ignored
 * @param password of the user {@code <service>}
 * @param publicPassword of the user {@code <service>-public}
 * @param maxInFlight calls in flight, 1 to 10,000; one more is RESOURCE_EXHAUSTED
 * @param startLimit how long to wait for the server at start
 * @param drainLimit how long calls in flight may take to finish at the end
 */
public record NatsConfig(
        String service,
        String url,
        String password,
        String publicPassword,
        int maxInFlight,
        Duration startLimit,
        Duration drainLimit) {

    private static final String USUAL_URL = "nats://127.0.0.1:4222";

    /** Reads NATS_URL, NATS_PASSWORD, NATS_PUBLIC_PASSWORD, MAX_IN_FLIGHT, START_TIMEOUT and DRAIN_TIMEOUT. */
    public static NatsConfig from(Environment environment, String service) {
        return new NatsConfig(
                service,
                url(environment),
                environment.required("NATS_PASSWORD"),
                environment.required("NATS_PUBLIC_PASSWORD"),
                environment.integer("MAX_IN_FLIGHT", Limits.IN_FLIGHT, 1, 10_000),
                environment.duration("START_TIMEOUT", Duration.ofHours(1), Duration.ofMillis(100), Duration.ofDays(14)),
                environment.duration("DRAIN_TIMEOUT", Duration.ofSeconds(4), Duration.ZERO, Duration.ofSeconds(10)));
    }

    private static String url(Environment environment) {
        String url = environment.url("NATS_URL", USUAL_URL, "nats", "tls");
        try {
            return servers(url).written();
        } catch (IllegalArgumentException wrong) {
            environment.reject("NATS_URL: " + wrong.getMessage());
            return USUAL_URL;
        }
    }

    /**
     * Reads an address of NATS.
     *
     * @return without a path
     * @throws IllegalArgumentException with a message that names the problem, see {@link ServerUrl#parse}
     */
    public static ServerUrl servers(String address) {
        ServerUrl url = ServerUrl.parse(address, "nats", "tls");
        if (!url.path().replace("/", "").isEmpty() || !url.query().isEmpty()) {
            throw new IllegalArgumentException("nothing may follow the port");
        }
        if (url.hasLogin() && (url.user().isEmpty() || url.password().isEmpty())) {
            throw new IllegalArgumentException("a user and a password are given together, or none of them");
        }
        return new ServerUrl(url.scheme(), url.user(), url.password(), url.hosts(), "", "");
    }

    /** Without the passwords. */
    @Override
    public String toString() {
        return "NatsConfig[service=" + service + ", url=" + servers(url) + "]";
    }
}
