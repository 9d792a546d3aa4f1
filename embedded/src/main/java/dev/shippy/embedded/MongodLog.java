package dev.shippy.embedded;

import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.json.JsonParseException;

/** Makes mongod's log readable: the log has one JSON document per line. */
final class MongodLog {

    private static final int LINES = 4;

    private MongodLog() {}

    /** The last errors in these lines, or the last messages if there are no errors. */
    static String errors(String lines) {
        List<Document> entries =
                lines.lines().map(String::strip).flatMap(MongodLog::entry).toList();
        List<Document> errors = entries.stream()
                .filter(entry -> List.of("E", "F").contains(entry.get("s")))
                .toList();
        List<Document> told = errors.isEmpty() ? entries : errors;
        return told.isEmpty()
                ? lines
                : "Its log says:\n  "
                        + String.join(
                                "\n  ",
                                told.subList(Math.max(0, told.size() - LINES), told.size()).stream()
                                        .map(MongodLog::sentence)
                                        .toList());
    }

    private static Stream<Document> entry(String line) {
        try {
            return line.startsWith("{") ? Stream.of(Document.parse(line)) : Stream.of();
        } catch (JsonParseException cutOff) {
            return Stream.of();
        }
    }

    private static String sentence(Document entry) {
        Object error = entry.get("attr", new Document()).get("error");
        return entry.get("msg") + (error == null ? "" : ": " + error);
    }
}
