package dev.shippy.runtime;

import org.jspecify.annotations.Nullable;

/** A failure that waiting cannot fix, such as a wrong password. Its message says what to do, without secrets. */
public final class PermanentFailure extends RuntimeException {

    public PermanentFailure(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
