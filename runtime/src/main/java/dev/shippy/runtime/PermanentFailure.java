package dev.shippy.runtime;

import org.jspecify.annotations.Nullable;

/** A failure that no waiting mends, such as a wrong password. Its message is a sentence that says what to do, without secrets. */
public final class PermanentFailure extends RuntimeException {

    public PermanentFailure(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
