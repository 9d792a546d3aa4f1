package dev.shippy.runtime.nats;

import io.vertx.core.Future;
import java.time.Duration;

/** Does what a message asks for. Called on the subscriber's context; it may be given the same message again. */
@FunctionalInterface
public interface DeliveryHandler {

    /** What becomes of a message. */
    record Outcome(Kind kind, Duration delay) {

        enum Kind {
            DONE,
            AGAIN,
            GIVEN_UP
        }

        /** It is done with; confirmed to the server, and the server's word awaited. */
        public static Outcome done() {
            return new Outcome(Kind.DONE, Duration.ZERO);
        }

        /** It comes again after the delay, or later when nothing is pulled then. */
        public static Outcome again(Duration delay) {
            return new Outcome(Kind.AGAIN, delay);
        }

        /** It never comes again, although it was not done. */
        public static Outcome givenUp() {
            return new Outcome(Kind.GIVEN_UP, Duration.ZERO);
        }
    }

    /** A failure is as {@link Outcome#again} after some seconds, and is logged. */
    Future<Outcome> handle(Delivery delivery);
}
