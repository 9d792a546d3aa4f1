package dev.shippy.embedded;

import java.util.Locale;

/** The operating system and the processor of this machine, as Go and container images name them. */
final class Platform {

    private Platform() {}

    /** Such as {@code linux-amd64} and {@code darwin-arm64}. */
    static String current() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String machine =
                System.getProperty("os.arch", "").replace("x86_64", "amd64").replace("aarch64", "arm64");
        return (system.contains("mac") ? "darwin" : system) + "-" + machine;
    }
}
