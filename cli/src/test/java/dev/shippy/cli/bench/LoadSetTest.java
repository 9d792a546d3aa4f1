package dev.shippy.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LoadSetTest {

    @Test
    void mixesInThePartsThatItSays() {
        Map<LoadSet, Long> parts = LongStream.range(0, 1000)
                .mapToObj(LoadSet.MIX::part)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertEquals(
                Map.of(LoadSet.FIND_AVAILABLE, 700L, LoadSet.LIST, 200L, LoadSet.BOOKING, 90L, LoadSet.LOGIN, 10L),
                parts);
    }

    @Test
    void isTypedInSmallLetters() {
        assertEquals("find-available", LoadSet.FIND_AVAILABLE.toString());
    }
}
