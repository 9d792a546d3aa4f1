package dev.shippy.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

    private static final List<String> NAMES = List.of("--data", "--rate", "--seed");

    @Test
    void readsWhatIsThereAndFallsBackForTheRest() {
        Arguments arguments = Arguments.of(NAMES, "--rate", "200", "--seed", "-7");

        assertEquals(200, arguments.number("--rate", 100, 1, 1_000));
        assertEquals(-7, arguments.seed("--seed"));
        assertEquals(Optional.empty(), arguments.text("--data"));
        assertEquals(100, Arguments.of(NAMES).number("--rate", 100, 1, 1_000));
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertRefused("There is no --port", "--port", "1");
        assertRefused("", "--help");
        assertRefused("There is no 200", "200", "--rate");
        assertRefused("--rate needs a value", "--seed", "1", "--rate");
        assertRefused("--rate is there twice", "--rate", "1", "--rate", "1");
    }

    @Test
    void refusesWhatIsNoNumberWithinTheBounds() {
        for (String rate : List.of("", "many", "0", "1001", "99999999999999999999", "1.5")) {
            Arguments arguments = Arguments.of(NAMES, "--rate", rate);

            assertEquals(
                    "--rate is " + rate + ", from 1 to 1000 is allowed",
                    assertThrows(Arguments.WrongException.class, () -> arguments.number("--rate", 100, 1, 1_000))
                            .getMessage());
        }
    }

    @Test
    void refusesWhatIsNotOneOfTheWords() {
        assertEquals("memory", Arguments.of(NAMES).oneOf("--data", "memory", "kept"));
        assertEquals("kept", Arguments.of(NAMES, "--data", "kept").oneOf("--data", "memory", "kept"));
        assertEquals(
                "--data is disk, allowed are memory, kept",
                assertThrows(
                                Arguments.WrongException.class,
                                () -> Arguments.of(NAMES, "--data", "disk").oneOf("--data", "memory", "kept"))
                        .getMessage());
    }

    private static void assertRefused(String sentence, String... arguments) {
        assertEquals(
                sentence,
                assertThrows(Arguments.WrongException.class, () -> Arguments.of(NAMES, arguments))
                        .getMessage());
    }
}
