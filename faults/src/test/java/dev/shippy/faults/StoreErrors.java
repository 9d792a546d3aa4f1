package dev.shippy.faults;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Counts the errors that services received from MongoDB, and the answers that never came. */
final class StoreErrors {

    /**
     * One kind of error.
     *
     * @param code MongoDB's code; 0 if there was no answer
     * @param name {@code codeName}; empty if MongoDB sends none
     * @param part the part of the answer with the error, or the reason why there is no answer
     * @param labels {@code errorLabels}
     */
    private record Kind(int code, String name, String command, String part, List<String> labels) {

        @Override
        public String toString() {
            return (code == 0 ? "-" : code + " " + name).strip() + ", " + command + ", " + part
                    + (labels.isEmpty() ? "" : " " + labels);
        }
    }

    private static final BsonArray NOTHING = new BsonArray();
    private static final Comparator<Kind> ORDER =
            Comparator.comparingInt(Kind::code).thenComparing(Kind::toString);

    private final Map<Kind, LongAdder> counts = new ConcurrentHashMap<>();

    /** Records the errors in a member's answer to a command. */
    void note(String command, BsonDocument answer) {
        if (answer.getNumber("ok", new BsonInt32(1)).intValue() != 1) {
            note(command, "refused", answer, answer);
        }
        BsonValue concern = answer.get("writeConcernError");
        if (concern != null && concern.isDocument()) {
            note(command, "write concern error", concern.asDocument(), answer);
        }
        for (BsonValue error : answer.getArray("writeErrors", NOTHING)) {
            note(command, "write error", error.asDocument(), answer);
        }
    }

    /** Records a command that was not answered. */
    void note(String command, String reason) {
        count(new Kind(0, "", command, reason, List.of()));
    }

    private void note(String command, String part, BsonDocument error, BsonDocument answer) {
        count(new Kind(
                error.getNumber("code", new BsonInt32(0)).intValue(),
                error.getString("codeName", new BsonString("")).getValue(),
                command,
                part,
                answer.getArray("errorLabels", NOTHING).stream()
                        .map(label -> label.asString().getValue())
                        .toList()));
    }

    private void count(Kind kind) {
        counts.computeIfAbsent(kind, first -> new LongAdder()).increment();
    }

    /**
     * Lines such as {@code 11602 InterruptedDueToReplStateChange, update, write concern error: 3 times}, ordered by
     * code.
     */
    List<String> lines() {
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(ORDER))
                .map(entry -> entry.getKey() + ": " + entry.getValue() + " times")
                .toList();
    }
}
