package dev.shippy.runtime.postgres;

import dev.shippy.runtime.Environment;
import dev.shippy.runtime.ServerUrl;
import io.vertx.pgclient.PgConnectOptions;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How a service reaches PostgreSQL.
 *
 * @param url {@code postgresql://user:password@host:port/database}; never printed, since it may hold a password
 * @param schema the schema of the service's tables: 1 to 63 lower-case letters, digits or {@code _}
 * @param timeout the longest that one statement or transaction may take
 * @param connections the most connections for writes, at least 1
 * @param queue the most statements that wait for a connection, at least 1; one more is refused at once
 */
public record PostgresConfig(String url, String schema, Duration timeout, int connections, int queue) {

    private static final String DEFAULT_URL = "postgresql://shippy@127.0.0.1:5432/shippy";
    private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    public PostgresConfig {
        if (!SCHEMA.matcher(schema).matches()) {
            throw new IllegalArgumentException("Not a schema's name: " + schema);
        }
    }

    /** Reads {@code PG_URL}, {@code PG_PASSWORD}, {@code STORE_TIMEOUT}, {@code PG_CONNECTIONS} and {@code PG_QUEUE}. */
    public static PostgresConfig from(Environment environment, String schema) {
        return new PostgresConfig(
                url(environment),
                schema,
                environment.duration(
                        "STORE_TIMEOUT", Duration.ofSeconds(2), Duration.ofMillis(50), Duration.ofSeconds(30)),
                environment.integer("PG_CONNECTIONS", 16, 1, 200),
                environment.integer("PG_QUEUE", 256, 1, 10_000));
    }

    private static String url(Environment environment) {
        ServerUrl url =
                environment.serverUrlWithPassword("PG_URL", "PG_PASSWORD", DEFAULT_URL, "postgresql", "postgres");
        if (url.hosts().size() > 1) {
            environment.reject("PG_URL names several servers, but only one is supported");
            return DEFAULT_URL;
        }
        try {
            // Encoded for the driver, which takes fewer characters than RFC 3986.
            var unused = PgConnectOptions.fromUri(url.written());
            return url.written();
        } catch (IllegalArgumentException malformed) {
            environment.reject("PG_URL: PostgreSQL's driver does not understand its path or its query; expected form: "
                    + DEFAULT_URL);
            return DEFAULT_URL;
        }
    }

    /** Host, port and database: what may be shown. */
    public String address() {
        PgConnectOptions options = PgConnectOptions.fromUri(url);
        return options.getHost() + ":" + options.getPort() + "/" + options.getDatabase();
    }

    String user() {
        return PgConnectOptions.fromUri(url).getUser();
    }

    @Override
    public String toString() {
        return "PostgresConfig[" + address() + ", schema=" + schema + ", timeout=" + timeout + ", connections="
                + connections + ", queue=" + queue + "]";
    }
}
