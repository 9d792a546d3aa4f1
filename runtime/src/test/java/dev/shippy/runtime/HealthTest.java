package dev.shippy.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shippy.contracts.ServiceException;
import io.vertx.core.Future;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HealthTest {

    /** Anyone may ask, so the reason is only logged. */
    @Test
    void namesOnlyTheDependencyThatDoesNotAnswer() {
        Future<Void> away = Future.failedFuture(
                ServiceException.unavailable("postgresql://accounts:secret@10.0.0.7:5432 refuses", null));

        assertEquals(
                List.of("PostgreSQL does not answer"),
                Health.of("PostgreSQL", away).result().problems());
        assertEquals(
                Health.GOOD, Health.of("PostgreSQL", Future.succeededFuture()).result());
    }

    @Test
    void combinesTheParts() {
        Health all = Health.all(List.of(
                        Future.succeededFuture(Health.problem("a")),
                        Future.succeededFuture(new Health(List.of("b"), OptionalLong.of(3), true)),
                        Future.succeededFuture(Health.GOOD)))
                .result();

        assertEquals(new Health(List.of("a", "b"), OptionalLong.of(3), true), all);
    }
}
