package dev.shippy.embedded;

import java.util.List;

/**
 * A command that MongoDB has executed, with its plan and the number of keys and documents read.
 *
 * @param text the command as the server received it, for messages
 * @param stages of the winning plan as {@code explain} names them, from the top, those that use an index with its name,
 *     such as {@code IXSCAN due_1}; empty for an insert
 * @param keysExamined index entries read
 * @param documentsExamined documents read
 * @param found documents returned, or matched or inserted by a write
 */
public record ProfiledCommand(String text, List<String> stages, long keysExamined, long documentsExamined, long found) {

    public ProfiledCommand {
        stages = List.copyOf(stages);
    }

    /** Whether the plan reads a whole collection. */
    public boolean scansCollection() {
        return stages.contains("COLLSCAN");
    }

    /** Whether the plan reads everything that matches and sorts it in memory before it returns the first document. */
    public boolean sortsInMemory() {
        return stages.contains("SORT");
    }

    /** Whether the command fetches a further batch of an earlier query. */
    public boolean isGetMore() {
        return stages.contains("GETMORE");
    }
}
