package dev.shippy.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessInputTest {

    @TempDir
    Path folder;

    /** Prints its arguments and variables as UTF-8. */
    static final class Told {

        private Told() {}

        public static void main(String[] arguments) {
            String told = String.join("|", ProcessInput.arguments(arguments)) + "|"
                    + ProcessInput.variables().get("SHIPPY_TOLD");
            byte[] bytes = told.getBytes(StandardCharsets.UTF_8);
            System.out.write(bytes, 0, bytes.length);
            System.out.flush();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8"})
    void isUtf8WhateverTheLocale(String locale) throws Exception {
        assertEquals("--name|Zoë Müller||日本|Größe", told(locale, "Zo\\303\\253 M\\303\\274ller"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8"})
    void marksTextThatIsNotUtf8(String locale) throws Exception {
        String told = told(locale, "gr\\374n");

        assertFalse(ProcessInput.isIntact(told), told);
        assertTrue(told.startsWith("--name|gr\uFFFDn||日本"), told);
    }

    @Test
    void keepsArgumentsThatDoNotMatchTheCommandLine() throws Exception {
        Path commandLine = Files.writeString(folder.resolve("cmdline"), "java\0Main\0one\0two\0");

        assertArrayEquals(new String[] {"three", "\uFFFD"}, ProcessInput.arguments(commandLine, "three", "\uFFFD"));
        assertArrayEquals(new String[] {"one", "two"}, ProcessInput.arguments(commandLine, "one", "\uFFFD"));
        String[] more = {"a", "b", "c", "d", "\uFFFD"};
        assertArrayEquals(more, ProcessInput.arguments(commandLine, more));
        assertArrayEquals(more, ProcessInput.arguments(folder.resolve("none"), more));
    }

    @Test
    void refusesAVariableByItsName() {
        Environment environment = new Environment(Map.of("MAIL_FROM", "M\uFFFDller"));

        assertEquals("fallback", environment.text("MAIL_FROM", "fallback"));
        ConfigurationException refused = assertThrows(ConfigurationException.class, environment::check);
        assertTrue(String.valueOf(refused.getMessage()).contains("MAIL_FROM is not UTF-8 text"));
    }

    private String told(String locale, String octal) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path out = folder.resolve("out");
        List<String> command = Arrays.asList(
                "sh",
                "-c",
                "SHIPPY_TOLD=$(printf 'Gr\\303\\266\\303\\237e') LC_ALL=" + locale
                        + " exec \"$0\" -cp \"$1\" \"$2\" --name" + " \"$(printf '" + octal
                        + "')\" '' \"$(printf '\\346\\227\\245\\346\\234\\254')\"",
                java,
                System.getProperty("java.class.path"),
                Told.class.getName());
        Process process =
                new ProcessBuilder(command).redirectOutput(out.toFile()).start();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it does not end");
        return Files.readString(out);
    }
}
