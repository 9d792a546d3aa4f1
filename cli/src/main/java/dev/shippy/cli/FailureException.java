package dev.shippy.cli;

/** A command could not do its work; the message is a sentence. */
public final class FailureException extends RuntimeException {

    public FailureException(String sentence) {
        super(sentence);
    }

    public FailureException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
