package dev.shippy.runtime.nats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.shippy.runtime.ConfigurationException;
import dev.shippy.runtime.Environment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NatsConfigTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nats://host:4222/path|nothing may follow the port",
                "nats://host:4222?a=b|nothing may follow the port",
                "nats://user@host:4222|a user and a password are given together, or none of them",
                "nats://:SECRET@host:4222|a user and a password are given together, or none of them",
            })
    void rejectsWhatItCouldNotConnectTo(String url, String reason) {
        Environment environment = environment(url);
        String shown = NatsConfig.from(environment, "vessel").toString();

        ConfigurationException wrong = assertThrows(ConfigurationException.class, environment::check);
        assertEquals(List.of("NATS_URL: " + reason), wrong.problems());
        assertFalse(shown.contains("SECRET"), shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nats://host", "tls://a:1,b:2", "nats://user:password@host:4222/"})
    void takesServersWithOrWithoutALogin(String url) {
        Environment environment = environment(url);

        var unused = NatsConfig.from(environment, "vessel");

        environment.check();
    }

    @Test
    void isOnThisMachineUnlessItIsSet() {
        assertEquals(
                "nats://127.0.0.1:4222",
                NatsConfig.from(environment(""), "vessel").url());
    }

    private static Environment environment(String url) {
        return new Environment(Map.of("NATS_URL", url, "NATS_PASSWORD", "p", "NATS_PUBLIC_PASSWORD", "p"));
    }
}
