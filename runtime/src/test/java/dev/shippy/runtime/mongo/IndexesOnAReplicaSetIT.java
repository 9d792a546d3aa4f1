package dev.shippy.runtime.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.shippy.embedded.MongodReplicaSet;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexesOnAReplicaSetIT {

    private static final Duration PATIENT = Duration.ofSeconds(10);

    @Test
    void areMadeWhileOneOfThreeMembersIsDown(@TempDir Path folder) {
        Vertx vertx = Vertx.vertx();
        try (MongodReplicaSet replicas = MongodReplicaSet.start(folder)) {
            MongoStore store =
                    await(MongoStore.connect(vertx, new MongoConfig(replicas.newDatabase(), PATIENT), PATIENT));
            // Every member has to build an index only if the collection has documents.
            await(store.run(() -> store.client().insert("things", new JsonObject().put("_id", "first"))));
            replicas.kill((replicas.awaitPrimary() + 1) % 3);

            await(store.makeIndexes("things", List.of(new MongoIndex("by_owner", new JsonObject().put("owner", 1)))));

            assertEquals(2, await(store.client().listIndexes("things")).size());
        } finally {
            await(vertx.close());
        }
    }

    @CanIgnoreReturnValue
    private static <T> T await(Future<T> future) {
        try {
            return future.await(40, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("Nothing after 40 s", late);
        }
    }
}
