package dev.shippy.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SupplyTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** An engine that has some images and gets no others. */
    private record FakeEngine(Optional<String> missing, Set<String> images, List<String> pulled) implements Engine {

        @Override
        public boolean has(String image) {
            return images.contains(image);
        }

        @Override
        public Optional<String> pull(String image, Duration limit) {
            pulled.add(image);
            return Optional.of("no route to host");
        }
    }

    @Test
    void saysThatThereIsNoEngine() {
        Supply supply = new Supply(engine(Optional.of("none answers on this machine")), LIMIT);

        assertEquals(Optional.of("No Docker engine: none answers on this machine"), supply.missing("mongo:8.0"));
    }

    @Test
    void pullsNothingThatIsThere() {
        FakeEngine engine = engine(Optional.empty(), "mongo:8.0");

        assertEquals(Optional.empty(), new Supply(engine, LIMIT).missing("mongo:8.0"));
        assertEquals(List.of(), engine.pulled());
    }

    @Test
    void asksForAnImageOnce() {
        FakeEngine engine = engine(Optional.empty());
        Supply supply = new Supply(engine, LIMIT);

        Optional<String> first = supply.missing("mongo:8.0");

        assertEquals(
                Optional.of("The image mongo:8.0 cannot be had: no route to host; try docker pull mongo:8.0"), first);
        assertEquals(first, supply.missing("mongo:8.0"));
        assertEquals(List.of("mongo:8.0"), engine.pulled());
    }

    @Test
    void pullsNothingWhenItsTimeIsOver() {
        FakeEngine engine = engine(Optional.empty());

        assertEquals(
                Optional.of("The image mongo:8.0 cannot be had: no time is left for it; try docker pull mongo:8.0"),
                new Supply(engine, Duration.ZERO).missing("mongo:8.0"));
        assertEquals(List.of(), engine.pulled());
    }

    private static FakeEngine engine(Optional<String> missing, String... images) {
        return new FakeEngine(missing, Set.of(images), new ArrayList<>());
    }
}
