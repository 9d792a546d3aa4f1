package dev.shippy.embedded;

import java.util.regex.Pattern;

/** Recognises a server's own warnings and errors in its log, as opposed to text that clients have sent. */
enum ServerLog {
    /** Lines about a client begin with its address and its number. */
    NATS("\\[\\d+\\] \\S+ \\S+ \\[(?:WRN|ERR|FTL)\\] (?!\\S+ - \\w+id:\\d)"),
    /** Statements have lines of their own. */
    POSTGRES("\\S+ \\S+ UTC \\[\\d+\\] (?:LOG|WARNING|ERROR|FATAL|PANIC): "),
    /** JSON with the severity as the second field. */
    MONGODB("\\{\"t\":\\{[^}]*\\},\\s*\"s\":\"[WEF]\"");

    private final Pattern beginning;

    ServerLog(String beginning) {
        this.beginning = Pattern.compile(beginning);
    }

    /** The lines as people read them. */
    String readable(String lines) {
        return this == MONGODB ? MongodLog.errors(lines) : lines;
    }

    boolean isComplaint(String line) {
        return beginning.matcher(line).lookingAt();
    }
}
