package dev.shippy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shippy.contracts.NatsUser;
import dev.shippy.contracts.NatsUsers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files of the repository are what the contracts give. {@code -Dnats.conf.write=true} writes them. */
class NatsConfigurationFilesTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern VARIABLE = Pattern.compile("\\w+_NATS_PASSWORD");

    @ParameterizedTest
    @CsvSource({"open.conf, true", "closed.conf, false"})
    void areWhatTheContractsGive(String name, boolean open) throws IOException {
        Path file = ROOT.resolve("nats").resolve(name);
        String text = NatsConfiguration.textForContainers(open);
        if (Boolean.getBoolean("nats.conf.write")) {
            var unused = Files.writeString(file, text);
        }

        assertEquals(
                text,
                Files.readString(file),
                name + ": write it with mvn -pl embedded -am test -Dnats.conf.write=true");
    }

    /** `shippy init` makes a secret for each, and the container is given each. */
    @ParameterizedTest
    @CsvSource({".env.example", "compose.yaml"})
    void nameThePasswordOfEveryUser(String name) throws IOException {
        Set<String> wanted = Stream.concat(
                        NatsUsers.all().stream().map(NatsUser::passwordVariable), Stream.of("SYS_NATS_PASSWORD"))
                .collect(Collectors.toCollection(TreeSet::new));

        Set<String> named = VARIABLE.matcher(Files.readString(ROOT.resolve(name)))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(wanted, named);
    }
}
