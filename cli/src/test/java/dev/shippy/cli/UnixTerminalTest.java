package dev.shippy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnixTerminalTest {

    /** The first ends at once, as after Ctrl-D; the second cannot be read. */
    @ParameterizedTest
    @ValueSource(strings = {"/dev/null", "/nowhere/tty"})
    void takesTheEndOfTheInputForAnEmptyAnswer(String tty) {
        assertEquals(Optional.of(""), new UnixTerminal(Path.of(tty), () -> true).answer("Delete it? [y/N] "));
    }

    @Test
    void asksNobodyWhereInputIsNoTerminal() {
        assertEquals(Optional.empty(), new UnixTerminal(Path.of("/dev/null"), () -> false).answer("Delete it? [y/N] "));
    }
}
