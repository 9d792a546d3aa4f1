package dev.shippy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogReaderTest {

    @TempDir
    private Path folder;

    @Test
    void returnsEachLineOnceAndWhole() throws IOException {
        Path log = Files.writeString(folder.resolve("log"), "earlier\n");
        LogReader reader = new LogReader(log, Files.size(log));
        assertEquals(List.of(), reader.newLines());

        append(log, "one\ntw");
        assertEquals(List.of("one"), reader.newLines());
        append(log, "o\nthree\n");
        assertEquals(List.of("two", "three"), reader.newLines());
        assertEquals(List.of(), reader.newLines());
    }

    @Test
    void goesOnWhenTheFileWasEmptied() throws IOException {
        Path log = Files.writeString(folder.resolve("log"), "one\ntw");
        LogReader reader = new LogReader(log, 0);
        assertEquals(List.of("one"), reader.newLines());

        Files.writeString(log, "four\n");

        assertEquals(List.of("four"), reader.newLines());
    }

    @Test
    void hasNoLinesOfAFileThatIsMissing() {
        assertEquals(List.of(), new LogReader(folder.resolve("missing"), 0).newLines());
    }

    private static void append(Path log, String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.APPEND);
    }
}
