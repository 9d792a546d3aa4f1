package dev.shippy.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KneeTest {

    @ParameterizedTest
    @ValueSource(doubles = {0.9, 3, 100, 777, 50_000})
    void findsWhatASystemKeepsUpWith(double capacity) throws InterruptedException {
        double knee = Knee.find(rate -> rate <= capacity, 100, 100_000);
        assertTrue(knee <= capacity && knee > capacity / 1.09, capacity + ": " + knee);
    }

    @Test
    void triesFewRates() throws InterruptedException {
        List<Double> tried = new ArrayList<>();
        double unused = Knee.find(rate -> tried.add(rate) && rate <= 12_345, 10, 100_000);
        assertTrue(tried.size() < 25, tried::toString);
    }

    @Test
    void goesNotBeyondTheMost() throws InterruptedException {
        assertEquals(100_000, Knee.find(rate -> true, 30, 100_000));
    }

    @Test
    void isZeroWhenNothingHolds() throws InterruptedException {
        assertEquals(0, Knee.find(rate -> false, 1000, 100_000));
    }

    @Test
    void forgivesOnePause() throws InterruptedException {
        AtomicBoolean paused = new AtomicBoolean();
        double knee = Knee.find(rate -> rate <= 1000 && paused.getAndSet(true), 500, 100_000);
        assertTrue(knee > 900, "" + knee);
    }
}
