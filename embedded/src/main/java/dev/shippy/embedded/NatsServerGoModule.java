package dev.shippy.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The Go toolchain builds the pinned version. */
record NatsServerGoModule() implements NatsServerSource {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    @Override
    public String name() {
        return "go install, version " + NatsServerBinary.PINNED + " (takes a minute or two)";
    }

    @Override
    public String entry() {
        return "nats-server-" + NatsServerBinary.PINNED;
    }

    @Override
    public void install(Path folder) {
        Tool.run(
                "go",
                LIMIT,
                folder,
                Map.of("GOBIN", folder.toString()),
                "install",
                "github.com/nats-io/nats-server/v2@v" + NatsServerBinary.PINNED);
        Tool.delete(folder.resolve("go.log"));
    }
}
