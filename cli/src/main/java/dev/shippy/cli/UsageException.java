package dev.shippy.cli;

/** What was given to a command cannot be used; the message is a sentence. */
public final class UsageException extends RuntimeException {

    public UsageException(String sentence) {
        super(sentence);
    }
}
