package dev.shippy.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The Go toolchain builds a pinned version.
 *
 * @param program the name of the program's file
 * @param version without {@code v}
 * @param module the import path of its main package
 */
record GoModule(String program, String version, String module) implements ProgramSource {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    @Override
    public String name() {
        return "go install, version " + version + " (takes a minute or two)";
    }

    @Override
    public String entry() {
        return program + "-" + version;
    }

    @Override
    public void install(Path folder, Consumer<String> progress) {
        Tool.run("go", LIMIT, folder, Map.of("GOBIN", folder.toString()), "install", module + "@v" + version);
        Tool.delete(folder.resolve("go.log"));
    }
}
