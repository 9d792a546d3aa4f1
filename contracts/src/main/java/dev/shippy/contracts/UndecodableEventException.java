package dev.shippy.contracts;

/** A message that is no event of ours; the message is a sentence for an operator, without anything of the body. */
public final class UndecodableEventException extends Exception {

    public UndecodableEventException(String sentence) {
        super(sentence);
    }
}
