package dev.shippy.runtime.nats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryPlaceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$JS.ACK.EVENTS.read-1.1.12.3.1795646048558000001.4",
                "$JS.ACK._.hash.EVENTS.read-1.1.12.3.1795646048558000001.4",
                "$JS.ACK.hub.hash.EVENTS.read-1.1.12.3.1795646048558000001.4.token"
            })
    void isReadFromEveryFormOfReplySubject(String replyTo) {
        DeliveryPlace place = DeliveryPlace.of(replyTo);

        assertEquals(new DeliveryPlace("EVENTS", 12, 3, 1_795_646_048_558_000_001L, 4), place);
        assertEquals(Instant.parse("2026-11-25T22:34:08.558000001Z"), place.storedAt());
    }

    @Test
    void isOnlyThatOfADelivery() {
        assertTrue(DeliveryPlace.isOne("$JS.ACK.EVENTS.read-1.1.12.3.1795646048558000001.4"));
        assertFalse(DeliveryPlace.isOne("$JS.API.STREAM.DELETE.EVENTS"));
        assertFalse(DeliveryPlace.isOne(null));
    }
}
