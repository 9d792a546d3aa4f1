package dev.shippy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NatsPasswordsTest {

    @Test
    void differFromUserToUserAndFromStartToStart() {
        NatsPasswords passwords = NatsPasswords.random();
        assertNotEquals(passwords.of("vessel"), passwords.of("vessel-public"));
        assertNotEquals(passwords.of("vessel"), NatsPasswords.random().of("vessel"));
    }

    @Test
    void areKeptWhereTheCallerNamesThem() {
        NatsPasswords passwords = NatsPasswords.of(Map.of("operator", "aPasswordThatIsKept1"));
        assertEquals("aPasswordThatIsKept1", passwords.of("operator"));
        assertEquals("aPasswordThatIsKept1", passwords.environment().get("OPERATOR_NATS_PASSWORD"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"12345678", "5kPassword", "with space1", "short1", "quote\"quote", "$VARIABLE", "pass-word"})
    void areLettersAndDigitsThatBeginWithALetter(String password) {
        assertThrows(IllegalArgumentException.class, () -> NatsPasswords.of(Map.of("operator", password)));
    }

    @Test
    void refuseUsersThatThereAreNot() {
        assertThrows(IllegalArgumentException.class, () -> NatsPasswords.of(Map.of("root", "aPasswordThatIsKept1")));
        assertThrows(
                IllegalArgumentException.class, () -> NatsPasswords.random().of("root"));
    }

    @Test
    void comeBackFromTheirFile() {
        NatsPasswords passwords = NatsPasswords.random();

        NatsPasswords read = NatsPasswords.ofFile("# by hand\n\n" + passwords.toFile());

        assertEquals(passwords.environment(), read.environment());
        assertEquals(
                passwords.of("email-subscriber-public"),
                passwords
                        .toFile()
                        .lines()
                        .filter(line -> line.startsWith("EMAIL_SUBSCRIBER_PUBLIC_NATS_PASSWORD="))
                        .map(line -> line.substring(line.indexOf('=') + 1))
                        .findFirst()
                        .orElse(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ROOT_NATS_PASSWORD=aPasswordThatIsKept1", "OPERATOR_NATS_PASSWORD", "OPERATOR_NATS_PASSWORD=1"})
    void refuseAFileThatHoldsSomethingElse(String line) {
        assertThrows(IllegalArgumentException.class, () -> NatsPasswords.ofFile(line));
    }

    @Test
    void areNotPrinted() {
        NatsPasswords passwords = NatsPasswords.random();
        assertFalse(passwords.toString().contains(passwords.of("operator")));
    }
}
