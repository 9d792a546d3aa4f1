package dev.shippy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaProgramTest {

    private static final String SERIAL = "-XX:+UseSerialGC";
    private static final String SILENT = "--sun-misc-unsafe-memory-access=allow";

    @Test
    void choosesTheSerialCollector() {
        assertEquals(List.of(SERIAL), JavaProgram.options(Map.of("JAVA_TOOL_OPTIONS", "-Xmx1g -Dfile=UseG1GC"), 17));
    }

    /** The JVM refuses a second one. */
    @ParameterizedTest
    @ValueSource(strings = {"JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS"})
    void leavesTheCollectorToTheUsersOptions(String variable) {
        for (String chosen : List.of("-XX:+UseG1GC", "-Xmx1g -XX:+UseZGC -Dx=y", "@file", "-XX:Flags=file")) {
            assertEquals(List.of(), JavaProgram.options(Map.of(variable, chosen), 17), chosen);
        }
    }

    @Test
    void silencesTheWarningsOfNewerJvmsOnly() {
        assertEquals(List.of(SERIAL), JavaProgram.options(Map.of(), 22));
        assertEquals(List.of(SERIAL, SILENT), JavaProgram.options(Map.of(), 23));
        assertEquals(List.of(SERIAL, SILENT), JavaProgram.options(Map.of(), 25));
    }
}
