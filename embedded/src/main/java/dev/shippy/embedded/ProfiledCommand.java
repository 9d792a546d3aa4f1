package dev.shippy.embedded;

import java.util.List;

/**
 * A command that MongoDB has executed, with its plan and what the plan has read.
 *
 * @param text the command as the server got it, for messages
 * @param stages of the winning plan as {@code explain} names them, from the top, with the index of those that read one, such as
 *     {@code IXSCAN due_1}; empty for an insert
 * @param keysExamined entries of indexes that were read
 * @param documentsExamined documents that were read
 * @param found documents that were returned, or that a write has matched or inserted
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

    /** Whether it fetches a further batch of an earlier query. */
    public boolean isGetMore() {
        return stages.contains("GETMORE");
    }
}
