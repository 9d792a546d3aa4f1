package dev.shippy.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {

    @Test
    void readsWhatIsThereAndFallsBackForTheRest() {
        Environment environment =
                new Environment(Map.of("NAME", "x", "EMPTY", " ", "SIZE", "7", "AGE", "2h", "URL", "nats://host:1"));

        assertEquals("x", environment.text("NAME", "y"));
        assertEquals("y", environment.text("EMPTY", "y"));
        assertEquals(7, environment.integer("SIZE", 1, 1, 9));
        assertEquals(3, environment.integer("OTHER", 3, 1, 9));
        assertEquals(
                Duration.ofHours(2), environment.duration("AGE", Duration.ZERO, Duration.ZERO, Duration.ofDays(1)));
        assertEquals("nats://host:1", environment.url("URL", "nats://other", "nats"));
        environment.check();
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        Environment environment =
                new Environment(Map.of("SIZE", "many", "COUNT", "10", "AGE", "2 weeks", "URL", "host:1"));
        int size = environment.integer("SIZE", 3, 1, 9);
        int count = environment.integer("COUNT", 3, 1, 9);
        Duration age = environment.duration("AGE", Duration.ofSeconds(1), Duration.ZERO, Duration.ofDays(1));
        String url = environment.url("URL", "nats://other", "nats");
        String password = environment.required("PASSWORD");

        ConfigurationException wrong = assertThrows(ConfigurationException.class, environment::check);

        assertEquals(5, wrong.problems().size(), wrong.problems()::toString);
        assertEquals("3 3 PT1S nats://other ", size + " " + count + " " + age + " " + url + " " + password);
    }

    @Test
    void neverRepeatsAnAddressThatMayHoldAPassword() {
        Environment environment = new Environment(Map.of("URL", "http://me:secret@host"));
        String fallback = environment.url("URL", "nats://other", "nats");

        ConfigurationException wrong = assertThrows(ConfigurationException.class, environment::check);

        assertEquals("nats://other", fallback);
        assertFalse(wrong.problems().toString().contains("secret"));
    }

    /** With LC_ALL=C the JVM replaces every non-ASCII byte: two passwords could become equal. */
    @ParameterizedTest
    @ValueSource(strings = {"gr\ufffdn-secret", "gr\udc80n-secret", "\ufffd"})
    void refusesAnUndecodedValueWithoutRepeatingIt(String value) {
        for (Function<Environment, Object> reading : List.<Function<Environment, Object>>of(
                environment -> environment.required("NAME"),
                environment -> environment.text("NAME", ""),
                environment -> environment.integer("NAME", 1, 0, 9),
                environment -> environment.duration("NAME", Duration.ZERO, Duration.ZERO, Duration.ofDays(1)),
                environment -> environment.url("NAME", "nats://other", "nats"))) {
            Environment environment = new Environment(Map.of("NAME", value));
            Object fallback = reading.apply(environment);

            ConfigurationException wrong = assertThrows(ConfigurationException.class, environment::check);
            assertEquals(1, wrong.problems().size(), fallback::toString);
            assertEquals("NAME is not UTF-8 text", wrong.problems().get(0), fallback::toString);
        }
    }

    @Test
    void writesDurationsAsItReadsThem() {
        for (String text : new String[] {"1ms", "1500ms", "2s", "90s", "5m", "2h", "14d"}) {
            assertEquals(text, Durations.format(Durations.parse(text).orElseThrow()));
        }
        for (String text : new String[] {"", "5", "s", "-1s", "1.5s", "99999999999s", "2 s"}) {
            assertEquals(false, Durations.parse(text).isPresent(), text);
        }
    }
}
