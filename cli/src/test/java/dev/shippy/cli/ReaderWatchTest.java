package dev.shippy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReaderWatchTest {

    @TempDir
    Path folder;

    private Path pipe;

    @BeforeEach
    void makePipe() throws Exception {
        pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    }

    @Test
    void interruptsWhenThePipesReaderIsGone() throws Exception {
        Process reader = reader("head", "-c", "1");
        try (ReaderWatch watch = ReaderWatch.started(Redirect.appendTo(pipe.toFile()))) {
            Files.writeString(pipe, "x");

            assertThrows(InterruptedException.class, () -> new CountDownLatch(1).await(30, TimeUnit.SECONDS));
            assertTrue(watch.isReaderGone());
        }
        assertTrue(reader.waitFor(10, TimeUnit.SECONDS));
    }

    @Test
    void doesNotInterruptWhileThePipeHasAReaderOrAfterClose() throws Exception {
        Process reader = reader("cat");
        ReaderWatch closed;
        try (ReaderWatch watch = ReaderWatch.started(Redirect.appendTo(pipe.toFile()))) {
            closed = watch;
            assertFalse(new CountDownLatch(1).await(1_500, TimeUnit.MILLISECONDS));
        }
        // It was the last one with the pipe open.
        assertTrue(reader.waitFor(10, TimeUnit.SECONDS));
        assertFalse(closed.isReaderGone());
    }

    /** A shell opens the pipe, since that waits for a writer. */
    private Process reader(String... command) throws Exception {
        List<String> shell = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" <\"$0\"", pipe.toString()));
        shell.addAll(List.of(command));
        return new ProcessBuilder(shell).start();
    }
}
