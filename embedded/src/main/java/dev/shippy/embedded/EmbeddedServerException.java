package dev.shippy.embedded;

/** A server could not be started, stopped or used; the message is a sentence for people, with the last log lines. */
public final class EmbeddedServerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EmbeddedServerException(String sentence) {
        super(sentence);
    }

    public EmbeddedServerException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
