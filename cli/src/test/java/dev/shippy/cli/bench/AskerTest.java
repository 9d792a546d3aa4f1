package dev.shippy.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shippy.contracts.ServiceException;
import io.vertx.core.Future;
import org.junit.jupiter.api.Test;

class AskerTest {

    @Test
    void namesTheCodeAndTheSentenceOfARefusal() {
        Asker full = number -> Future.failedFuture(ServiceException.failedPrecondition("No vessel has room"));
        Asker good = number -> Future.succeededFuture("answer");

        assertEquals("412: No vessel has room", full.refusal());
        assertEquals("", good.refusal());
    }
}
