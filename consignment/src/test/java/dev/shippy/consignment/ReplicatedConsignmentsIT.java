package dev.shippy.consignment;

import static dev.shippy.consignment.Samples.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import dev.shippy.embedded.MongodReplicaSet;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Consignments on a replica set whose primary may have been replaced. */
final class ReplicatedConsignmentsIT {

    private static final Duration ELECTED = Duration.ofSeconds(30);

    private static MongodReplicaSet set;
    private static MongoFixture fixture;

    @BeforeAll
    static void start(@TempDir Path folder) {
        set = MongodReplicaSet.start(folder);
        fixture = MongoFixture.in(set.newDatabase());
    }

    @AfterAll
    static void stop() {
        fixture.close();
        set.close();
    }

    @Test
    void tellsNoStateWithoutAMajority() {
        Consignment pending = Samples.pending("vessel1", 1_000);
        await(fixture.repository().insert(pending));
        List<Integer> others = others();
        others.forEach(set::pause);

        // Start both before the primary steps down.
        Future<?> stored = fixture.repository().find(pending.id());
        Future<?> none = fixture.repository().find(Samples.freshId());
        assertUnavailable(stored);
        assertUnavailable(none);

        others.forEach(set::resume);
        Awaitility.await()
                .atMost(ELECTED)
                .ignoreExceptions()
                .until(() -> await(fixture.repository().find(pending.id())).equals(Optional.of(pending)));
        assertEquals(Optional.empty(), await(fixture.repository().find(Samples.freshId())));
    }

    private static void assertUnavailable(Future<?> read) {
        assertEquals(
                ErrorCode.UNAVAILABLE,
                assertThrows(ServiceException.class, () -> await(read)).code());
    }

    private static List<Integer> others() {
        int primary = set.awaitPrimary();
        return IntStream.range(0, set.hosts().size())
                .filter(member -> member != primary)
                .boxed()
                .toList();
    }
}
