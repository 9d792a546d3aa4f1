package dev.shippy.runtime.nats;

import java.io.IOException;

/** No server of an address could be connected to. The message says why, and with which address. */
public final class NatsUnreachableException extends IOException {

    NatsUnreachableException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
