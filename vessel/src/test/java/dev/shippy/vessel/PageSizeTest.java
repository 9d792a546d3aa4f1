package dev.shippy.vessel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PageSizeTest {

    private final PageSize size = new PageSize(1_000);

    @Test
    void isHalfAfterEachFailureDownToAHundredth() {
        List<Integer> sizes = Stream.generate(this::failed).limit(8).toList();

        assertEquals(List.of(500, 250, 125, 62, 31, 15, 10, 10), sizes);
    }

    @Test
    void growsAgainUpToTheMost() {
        assertEquals(500, failed());
        assertEquals(510, succeeded());

        List<Integer> sizes = Stream.generate(this::succeeded).limit(50).toList();

        assertEquals(List.of(990, 1_000, 1_000), sizes.subList(47, 50));
    }

    @Test
    void isNeverNothing() {
        PageSize small = new PageSize(1);

        small.failed();

        assertEquals(1, small.now());
    }

    private int failed() {
        size.failed();
        return size.now();
    }

    private int succeeded() {
        size.succeeded();
        return size.now();
    }
}
