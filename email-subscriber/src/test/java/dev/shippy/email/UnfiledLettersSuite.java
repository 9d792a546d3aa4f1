package dev.shippy.email;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shippy.runtime.nats.DeadLetter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract of every store of unfiled letters. */
interface UnfiledLettersSuite {

    /** An empty store. */
    UnfiledLetters unfiled();

    TestContext context();

    @Test
    default void keepsALetterAsItIsAndOnce() {
        UnfiledLetters unfiled = unfiled();
        byte[] body = {0, 1, (byte) 0xff};
        DeadLetter letter = new DeadLetter(
                Samples.message("EVENTS", "user.created", Map.of("ce-id", "\u0000\ud83d\udea2\""), body),
                "email-subscriber",
                7,
                "550 nobody");

        context().call(() -> unfiled.keep(letter));
        context().call(() -> unfiled.keep(letter));

        List<DeadLetter> kept = context().call(() -> unfiled.oldest(10));
        assertEquals(1, kept.size());
        DeadLetter found = kept.get(0);
        assertEquals("550 nobody", found.reason());
        assertEquals(7, found.deliveries());
        assertEquals("email-subscriber", found.consumer());
        assertEquals(letter.message().headers(), found.message().headers());
        assertEquals("user.created", found.message().subject());
        assertEquals(letter.message().toString(), found.message().toString());
        assertArrayEquals(body, found.message().body());
    }

    @Test
    default void givesTheOldestFirstAndForgetsWhatIsFiled() {
        UnfiledLetters unfiled = unfiled();
        List<DeadLetter> letters = List.of(letter(), letter(), letter());
        letters.forEach(letter -> context().call(() -> unfiled.keep(letter)));

        List<DeadLetter> two = context().call(() -> unfiled.oldest(2));
        two.forEach(letter -> context().call(() -> unfiled.filed(letter)));

        assertEquals(sources(letters.subList(0, 2)), sources(two));
        assertEquals(sources(letters.subList(2, 3)), sources(context().call(() -> unfiled.oldest(2))));
        assertEquals(1, context().call(unfiled::count));
    }

    private static DeadLetter letter() {
        return new DeadLetter(Samples.garbage().message(), "email-subscriber", 1, "no event");
    }

    private static List<String> sources(List<DeadLetter> letters) {
        return letters.stream().map(letter -> letter.message().toString()).toList();
    }
}
