package dev.shippy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that does not run on this machine is reported with the reason. */
class ProgramTest {

    @TempDir
    private Path folder;

    @Test
    void tellsItsVersion() throws IOException {
        assertEquals("6.0.5", Program.at(script("echo db version v6.0.5")).version());
    }

    @Test
    void namesTheLibraryThatIsMissing() throws IOException {
        String linker = "error while loading shared libraries: libcurl.so.4: cannot open shared object file";

        assertEquals(linker, reason("echo \"$0: " + linker + "\" >&2; exit 127"));
    }

    @Test
    void namesInstructionsThatTheProcessorDoesNotHave() throws IOException {
        assertEquals("this processor lacks instructions that the program needs, such as AVX", reason("kill -ILL $$"));
    }

    @Test
    void saysThatItTellsNoVersion() throws IOException {
        assertEquals("it prints \"hello\" instead of a version", reason("echo hello"));
    }

    @Test
    void saysThatItEndsInSilence() throws IOException {
        assertEquals("it exits with code 3 and prints nothing", reason("exit 3"));
    }

    private String reason(String script) throws IOException {
        Path program = script(script);
        String message = String.valueOf(assertThrows(EmbeddedServerException.class, () -> Program.at(program))
                .getMessage());
        String start = program + " does not run here: ";
        assertEquals(start, message.substring(0, Math.min(start.length(), message.length())));
        return message.substring(start.length());
    }

    private Path script(String content) throws IOException {
        Path program = Files.writeString(folder.resolve("mongod"), "#!/bin/sh\n" + content + "\n");
        if (!program.toFile().setExecutable(true)) {
            throw new IOException("not executable");
        }
        return program;
    }
}
