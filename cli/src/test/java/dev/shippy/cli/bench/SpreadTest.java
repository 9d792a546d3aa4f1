package dev.shippy.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void takesTheMiddleOfAnOddNumberInAnyOrder() {
        assertEquals(new Spread(3, 1, 9), Spread.of(List.of(9.0, 1.0, 3.0, 2.0, 4.0)));
    }

    @Test
    void takesHalfWayBetweenTheTwoInTheMiddle() {
        assertEquals(new Spread(2.5, 1, 4), Spread.of(List.of(4.0, 1.0, 2.0, 3.0)));
    }

    @Test
    void isTheNumberItselfWhenThereIsOne() {
        assertEquals(new Spread(0.4, 0.4, 0.4), Spread.of(List.of(0.4)));
    }

    @Test
    void printsItsLeastAndItsMost() {
        assertEquals("0.412 (0.398 to 0.431)", new Spread(0.412, 0.398, 0.431).toString());
    }

    @Test
    void refusesNothing() {
        assertThrows(IllegalArgumentException.class, () -> Spread.of(List.of()));
    }
}
