package dev.shippy.embedded;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How to start another JVM like this one. */
public final class JavaProgram {

    /** Where the JVM reads options from besides its command line. */
    private static final List<String> VARIABLES = List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS");

    /** A choice of a garbage collector, or a file that may hold one. */
    private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w*GC\\b|-XX:Flags=|-XX:VMOptionsFile=|@");

    /**
     * The first release that warns about the memory access of Netty and protobuf, and has an option against the warning
     * (JEP 471).
     */
    private static final int WARNS_OF_UNSAFE = 23;

    private JavaProgram() {}

    /** The {@code java} that runs this. */
    public static String path() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /**
     * Options for a small JVM like this one: the serial collector, unless the variables that the new JVM inherits choose a
     * collector (it refuses a second one); and no warnings about libraries.
     */
    public static List<String> options() {
        return options(System.getenv(), Runtime.version().feature());
    }

    static List<String> options(Map<String, String> variables, int release) {
        List<String> options = new ArrayList<>();
        Stream<String> chosen = VARIABLES.stream().map(name -> variables.getOrDefault(name, ""));
        if (chosen.noneMatch(COLLECTOR.asPredicate())) {
            options.add("-XX:+UseSerialGC");
        }
        if (release >= WARNS_OF_UNSAFE) {
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        return List.copyOf(options);
    }

    /** The class path of this JVM, in tests that of the tests; absolute, for programs that work in other folders. */
    public static String classPath() {
        String here = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(here.split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
