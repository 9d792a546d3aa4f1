package dev.shippy.vessel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shippy.runtime.mongo.MongoIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MongoIndexesTest {

    @Test
    void listsAllOfThemForOperators() throws IOException {
        List<String> documented = Files.readAllLines(Path.of("..", "docs", "operating.md")).stream()
                .filter(line -> line.startsWith("| `vessels` |"))
                .map(line -> line.substring(0, line.lastIndexOf(" | ")))
                .toList();

        assertEquals(
                MongoVesselRepository.INDEXES.stream()
                        .map(MongoIndexesTest::row)
                        .toList(),
                documented);
    }

    private static String row(MongoIndex index) {
        String only = index.only().isEmpty() ? "all" : "`" + index.only().encode() + "`";
        return "| `vessels` | `" + index.name() + "` | `" + index.keys().encode() + "` | " + only;
    }
}
