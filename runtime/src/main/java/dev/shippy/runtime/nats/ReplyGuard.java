package dev.shippy.runtime.nats;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a request pass only if its reply subject is an inbox of somebody who may ask there: the requester chooses that subject,
 * and our answer must never become an event, a request or a JetStream command. For one thread.
 */
final class ReplyGuard {

    private static final Logger log = LoggerFactory.getLogger(ReplyGuard.class);
    private static final long LOG_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final String NO_TOKEN = "*> \t\n\u000b\f\r";

    private final String subject;
    private final List<String> prefixes;
    private long loggedNanos = System.nanoTime() - LOG_EVERY_NANOS;
    private long dropped;

    /** For requests to a subject, from inboxes with one of the prefixes (without their final dot). */
    ReplyGuard(String subject, List<String> prefixes) {
        this.subject = subject;
        this.prefixes = prefixes.stream().map(prefix -> prefix + ".").toList();
    }

    boolean admits(@Nullable String replyTo) {
        if (replyTo != null && prefixes.stream().anyMatch(prefix -> isInbox(replyTo, prefix))) {
            return true;
        }
        dropped++;
        long now = System.nanoTime();
        if (now - loggedNanos >= LOG_EVERY_NANOS) {
            loggedNanos = now;
            log.warn("Dropped {} requests to {} whose reply subject is no caller's inbox", dropped, subject);
            dropped = 0;
        }
        return false;
    }

    /** What follows the prefix is checked too: an answer to a subject that the server refuses counts as our offence. */
    private static boolean isInbox(String replyTo, String prefix) {
        return replyTo.startsWith(prefix) && hasTokens(replyTo, prefix.length());
    }

    /** Tokens with neither wildcards nor gaps; read by hand, since every request has one. */
    private static boolean hasTokens(String subject, int start) {
        boolean inToken = false;
        for (int i = start; i < subject.length(); i++) {
            char c = subject.charAt(i);
            if (NO_TOKEN.indexOf(c) >= 0 || (c == '.' && !inToken)) {
                return false;
            }
            inToken = c != '.';
        }
        return inToken;
    }
}
