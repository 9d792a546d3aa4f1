package dev.shippy.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.ConnectionString;
import com.mongodb.MongoCredential;
import dev.shippy.runtime.mongo.MongoConfig;
import dev.shippy.runtime.nats.NatsConfig;
import dev.shippy.runtime.postgres.PostgresConfig;
import io.vertx.pgclient.PgConnectOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Claims about every setting that is an address. */
class UrlSettingsTest {

    private record Login(String user, String password) {}

    /** A setting, and the login that its driver reads from it. */
    enum Setting {
        NATS_URL("nats://%shost_1:4222") {
            @Override
            Login read(Environment environment) {
                ServerUrl url = NatsConfig.servers(
                        NatsConfig.from(environment, "vessel").url());
                return new Login(url.user(), url.password());
            }
        },
        PG_URL("postgresql://%shost_1:5432/db") {
            @Override
            Login read(Environment environment) {
                PgConnectOptions options = PgConnectOptions.fromUri(
                        PostgresConfig.from(environment, "accounts").url());
                return new Login(options.getUser(), options.getPassword());
            }
        },
        MONGO_URL("mongodb://%shost_1:27017,host-2/db") {
            @Override
            Login read(Environment environment) {
                MongoCredential credential = Objects.requireNonNull(
                        new ConnectionString(MongoConfig.from(environment).url()).getCredential());
                return new Login(
                        Objects.requireNonNull(credential.getUserName()),
                        String.valueOf(Objects.requireNonNull(credential.getPassword())));
            }
        };

        private final String form;

        Setting(String form) {
            this.form = form;
        }

        abstract Login read(Environment environment);
    }

    @ParameterizedTest
    @EnumSource
    void passesEveryCharacterToTheDriver(Setting setting) {
        ServerUrlTest.secrets().forEach(written -> {
            String meant = PercentEncoding.decode(written);
            Environment environment = environment(setting, written + ":" + written + "@");

            assertEquals(new Login(meant, meant), setting.read(environment), written);
            environment.check();
        });
    }

    @ParameterizedTest
    @EnumSource
    void refusesWithoutRepeatingTheSecret(Setting setting) {
        Stream.of("/", "?", "#", "@", "[", "]", "%", " ", "\"", "\\", "^", "%FF")
                .forEach(bad -> {
                    Environment environment = environment(setting, "user:secret" + bad + "secret@");
                    Environment sink = environment;
                    try {
                        var unused = setting.read(sink);
                    } catch (NullPointerException noLoginInTheDefault) {
                        // Only the recorded problem matters.
                    }

                    ConfigurationException wrong = assertThrows(ConfigurationException.class, environment::check);
                    assertTrue(wrong.problems().get(0).startsWith(setting.name() + ": the "), wrong.getMessage());
                    assertFalse(String.valueOf(wrong.getMessage()).contains("secret"), wrong.getMessage());
                });
    }

    @Test
    void takesAPasswordOfPostgresAsItIs() {
        String password = "a@b/c+d #%€\"'$";
        Environment environment =
                new Environment(Map.of("PG_URL", "postgresql://accounts@db/accounts", "PG_PASSWORD", password));
        PgConnectOptions options = PgConnectOptions.fromUri(
                PostgresConfig.from(environment, "accounts").url());

        environment.check();
        assertEquals(password, options.getPassword());
        assertEquals("accounts", options.getUser());
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql://u:p@db/d", "postgresql://db/d"})
    void refusesASecondPasswordAndOneWithoutAUser(String url) {
        Environment environment = new Environment(Map.of("PG_URL", url, "PG_PASSWORD", "secret"));
        var unused = PostgresConfig.from(environment, "accounts");

        ConfigurationException wrong = assertThrows(ConfigurationException.class, environment::check);
        assertTrue(wrong.problems().get(0).startsWith("PG_PASSWORD is set, but PG_URL "), wrong.getMessage());
    }

    private static Environment environment(Setting setting, String login) {
        Map<String, String> variables = new HashMap<>(Map.of("NATS_PASSWORD", "p", "NATS_PUBLIC_PASSWORD", "p"));
        variables.put(setting.name(), setting.form.formatted(login));
        return new Environment(variables);
    }
}
