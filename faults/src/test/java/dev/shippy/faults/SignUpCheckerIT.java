package dev.shippy.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A short run of the {@link SignUpChecker}; {@code -Dchecker.seed=N} repeats what one did. */
class SignUpCheckerIT {

    @Test
    @Timeout(240)
    void losesNoEventAndNoMailWhileProcessesAreKilled() throws Exception {
        long seed = Long.getLong("checker.seed", System.nanoTime());
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);

        List<String> findings = new SignUpChecker(new SignUpChecker.Size(seed, 200, 20, 1), out).run();

        assertEquals(List.of(), findings, () -> output.toString(StandardCharsets.UTF_8));
    }
}
