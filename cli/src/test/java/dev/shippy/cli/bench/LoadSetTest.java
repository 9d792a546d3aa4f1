package dev.shippy.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.user.v1.User;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    void signsUpSomebodyNewEachTime() {
        Stage stage = new Stage("", User.getDefaultInstance(), List.of());
        Set<String> addresses = LongStream.range(0, 10)
                .mapToObj(number -> ((User) LoadSet.SIGN_UP.request(stage, number)).getEmail())
                .collect(Collectors.toSet());
        assertEquals(10, addresses.size());
        assertTrue(LoadSet.SIGN_UP.changesData());
    }

    @Test
    void isTypedInSmallLetters() {
        assertEquals("find-available", LoadSet.FIND_AVAILABLE.toString());
    }
}
