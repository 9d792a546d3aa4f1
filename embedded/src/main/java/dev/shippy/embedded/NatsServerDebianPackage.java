package dev.shippy.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The package of Debian or a relative of it, unpacked without root. */
record NatsServerDebianPackage() implements ProgramSource {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Override
    public String name() {
        return "the distribution's package (apt-get download)";
    }

    @Override
    public String entry() {
        return "nats-server-distribution";
    }

    @Override
    public void install(Path folder, Consumer<String> progress) {
        Path work = DataDirectory.createPrivate(folder.resolve("work"));
        try {
            apt(work, List.of("download", "nats-server"));
        } catch (EmbeddedServerException e) {
            // Fresh machines have no package lists yet: load them into a folder of our own, which needs no root.
            List<String> own = ownLists(work);
            apt(work, own, "update");
            apt(work, own, "download", "nats-server");
        }
        Tool.run(
                "dpkg-deb",
                Duration.ofSeconds(30),
                work,
                Map.of(),
                "-x",
                downloaded(work).toString(),
                work.toString());
        try {
            Path unused = Files.move(work.resolve("usr/sbin/nats-server"), folder.resolve("nats-server"));
        } catch (IOException e) {
            throw new EmbeddedServerException("the package holds no nats-server", e);
        }
        TemporaryDirectory.delete(work);
    }

    private static List<String> ownLists(Path work) {
        Path lists = DataDirectory.createPrivate(work.resolve("lists/partial"));
        Path archives = DataDirectory.createPrivate(work.resolve("cache/archives/partial"));
        return List.of(
                "-o",
                "Dir::State::lists=" + lists.getParent(),
                "-o",
                "Dir::Cache=" + work.resolve("cache"),
                "-o",
                "Dir::Cache::archives=" + archives.getParent(),
                "-o",
                "APT::Sandbox::User=");
    }

    private static void apt(Path work, List<String> options, String... more) {
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of(more));
        Tool.run("apt-get", LIMIT, work, Map.of(), arguments.toArray(String[]::new));
    }

    private static Path downloaded(Path work) {
        try (Stream<Path> files = Files.list(work)) {
            return files.filter(file -> file.toString().endsWith(".deb"))
                    .findFirst()
                    .orElseThrow(() -> new EmbeddedServerException("apt-get downloaded nothing"));
        } catch (IOException e) {
            throw new EmbeddedServerException("the package cannot be read", e);
        }
    }
}
