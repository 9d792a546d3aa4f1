package dev.shippy.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.ServiceException;
import dev.shippy.runtime.nats.DeadLetter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeferredDeadLettersTest {

    private final TestContext context = new TestContext();
    private final FakeDeadLetters stream = new FakeDeadLetters();
    private final InMemoryUnfiledLetters unfiled = new InMemoryUnfiledLetters();
    private final DeferredDeadLetters letters = new DeferredDeadLetters(stream, unfiled);

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void filesALetterInTheStream() {
        context.call(() -> letters.bury(letter()));

        assertEquals(1, stream.letters().size());
        assertEquals(0, context.call(unfiled::count));
    }

    @Test
    void keepsRefusedLettersAndFilesThemLaterInOrder() {
        stream.away(true);
        List<DeadLetter> many = IntStream.range(0, 250).mapToObj(n -> letter()).toList();
        many.forEach(letter -> context.call(() -> letters.bury(letter)));

        ServiceException refused = context.refused(letters::file);
        assertTrue(refused.sentence().contains("NATS is not connected"), refused.sentence());
        assertEquals(250, context.call(unfiled::count));

        stream.away(false);
        context.call(letters::file);
        assertEquals(many, stream.letters());
        assertEquals(0, context.call(unfiled::count));
    }

    @Test
    void filesTheOthersWhenTheStreamNeverAcceptsOne() {
        stream.away(true);
        List<DeadLetter> many = IntStream.range(0, 250).mapToObj(n -> letter()).toList();
        many.forEach(letter -> context.call(() -> letters.bury(letter)));
        stream.away(false);
        stream.tooLarge(many.get(0), many.get(120));

        ServiceException refused = context.refused(letters::file);

        assertTrue(refused.sentence().contains("too large"), refused.sentence());
        assertEquals(248, stream.letters().size());
        assertEquals(2, context.call(unfiled::count));
    }

    private static DeadLetter letter() {
        return new DeadLetter(Samples.garbage().message(), "email-subscriber", 1, "no event");
    }
}
