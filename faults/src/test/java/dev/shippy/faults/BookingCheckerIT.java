package dev.shippy.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A short run of the {@link Checker}; {@code -Dchecker.seed=N} repeats what one did. */
class BookingCheckerIT {

    @Test
    void findsNothingWhileProcessesAreKilled() throws InterruptedException {
        assertNoFindings(12, 60, StoreKind.STANDALONE);
    }

    static void assertNoFindings(int seconds, int rate, StoreKind store) throws InterruptedException {
        long seed = Long.getLong("checker.seed", System.nanoTime());
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);

        List<String> findings = new Checker(new Checker.Size(seed, seconds, rate, 2, store), out).run();

        assertEquals(List.of(), findings, () -> output.toString(StandardCharsets.UTF_8));
    }
}
