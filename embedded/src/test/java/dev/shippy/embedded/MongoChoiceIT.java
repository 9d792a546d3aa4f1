package dev.shippy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MongoChoiceIT {

    @Test
    void usesTheEmbeddedStoreWithoutMongod(@TempDir Path directory) {
        try (MongoStore store = new MongoChoice(Optional.empty()).start(directory, line -> {})) {
            assertTrue(store.url().startsWith("mongodb://127.0.0.1:" + store.port() + "/"));
            assertTrue(Files.exists(directory.resolve("store.mv")));
        }
    }

    @Test
    void usesMongodWhereItIs(@TempDir Path directory) throws IOException {
        Path mongod = program(directory, "echo \"started with $*\"; exit 14");
        Path data = directory.resolve("data");
        EmbeddedServerException failed = assertThrows(
                EmbeddedServerException.class, () -> new MongoChoice(Optional.of(mongod)).start(data, line -> {}));
        String sentence = String.valueOf(failed.getMessage());
        assertTrue(sentence.contains("--bind_ip 127.0.0.1"), sentence);
        assertTrue(sentence.contains("--dbpath " + data.resolve("mongod/data")), sentence);
    }

    @Test
    void staysWithTheStoreThatWroteTheData(@TempDir Path directory) throws IOException {
        Path mongod = program(directory, "exit 1");
        Path data = directory.resolve("data");
        new MongoChoice(Optional.empty()).start(data, line -> {}).close();
        try (MongoStore store = new MongoChoice(Optional.of(mongod)).start(data, line -> {})) {
            assertEquals(EmbeddedMongo.class, store.getClass());
        }
    }

    @Test
    void saysWhenTheStoreThatWroteTheDataIsMissing(@TempDir Path directory) throws IOException {
        Path unused = Files.createDirectories(directory.resolve("mongod"));
        EmbeddedServerException failed = assertThrows(
                EmbeddedServerException.class, () -> new MongoChoice(Optional.empty()).start(directory, line -> {}));
        assertTrue(String.valueOf(failed.getMessage()).contains("mongod is not on PATH"));
    }

    private static Path program(Path directory, String script) throws IOException {
        Path program = Files.writeString(directory.resolve("fake-mongod"), "#!/bin/sh\n" + script + "\n");
        assertTrue(program.toFile().setExecutable(true));
        return program;
    }
}
