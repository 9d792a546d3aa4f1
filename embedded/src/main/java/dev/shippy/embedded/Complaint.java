package dev.shippy.embedded;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A problem in a server's log from which the server does not recover by itself. */
enum Complaint {
    /** nats-server stores no more messages until it is restarted. Listed before the others, which give the reason. */
    STORAGE_STOPPED("^\\[\\d+\\] \\S+ \\S+ \\[\\w+\\] (?:JetStream .*critical write error|.*JetStream.* DISABLED"
            + "|.*disabling JetStream)"),
    DISK_FULL("no space left on device|disk quota exceeded"),
    READ_ONLY("read-only file system"),
    TOO_MANY_FILES("too many open files");

    private final Pattern words;

    Complaint(String words) {
        this.words = Pattern.compile(words, Pattern.CASE_INSENSITIVE);
    }

    /** All complaints in a line of a server's log. */
    static Stream<Complaint> in(String line, ServerLog log) {
        return log.isComplaint(line)
                ? Stream.of(values()).filter(each -> each.words.matcher(line).find())
                : Stream.empty();
    }

    /** The message to the user; empty if the restart is announced anyway. */
    Optional<String> sentence(String title) {
        return switch (this) {
            case STORAGE_STOPPED, DISK_FULL -> Optional.empty();
            case READ_ONLY ->
                Optional.of(title + " cannot write its data: the file system is read-only. Remount it read-write");
            case TOO_MANY_FILES ->
                Optional.of(title + " cannot open more files: raise the limit (ulimit -n) and start again");
        };
    }
}
