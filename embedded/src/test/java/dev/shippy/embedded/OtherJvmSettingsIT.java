package dev.shippy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JVM settings that change output and connections. */
class OtherJvmSettingsIT {

    /** Starts each server in the JVM that the test sets up. */
    static final class Starts {

        public static void main(String[] arguments) {
            Path folder = Path.of(arguments[0]);
            try (EmbeddedNats nats = EmbeddedNats.in(folder.resolve("nats")).start();
                    EmbeddedPostgresServer postgres =
                            EmbeddedPostgresServer.start(folder.resolve("postgres"), Durability.TEMPORARY, line -> {});
                    MongodServer mongo = MongodServer.start(folder.resolve("mongo"));
                    EmbeddedSmtp smtp = EmbeddedSmtp.start(0, folder.resolve("mail"))) {
                List.of(nats.url(), postgres.url(), mongo.url(), smtp.url())
                        .forEach(url -> System.out.println(url.contains("127.0.0.1")));
            }
        }
    }

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Djava.net.preferIPv6Addresses=true",
                "-Djava.net.preferIPv6Addresses=system",
                "-Duser.language=ar -Duser.country=EG",
                "-Duser.language=fa -Duser.country=IR",
                "-Duser.language=th -Duser.country=TH -Dfile.encoding=ISO-8859-1",
                "-Duser.language=tr -Duser.country=TR",
            })
    void serversStartWith(String settings) throws Exception {
        Path out = folder.resolve("out");
        Path errors = folder.resolve("errors");
        List<String> command = new ArrayList<>(List.of(JavaProgram.path()));
        command.addAll(JavaProgram.options());
        command.addAll(List.of(settings.split(" ")));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", JavaProgram.classPath()));
        command.addAll(List.of(Starts.class.getName(), folder.resolve("servers").toString()));
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            assertTrue(process.waitFor(90, TimeUnit.SECONDS), "it does not end");
        } finally {
            process.destroyForcibly();
        }

        assertEquals("true\n".repeat(4), Files.readString(out), Files.readString(errors));
    }
}
