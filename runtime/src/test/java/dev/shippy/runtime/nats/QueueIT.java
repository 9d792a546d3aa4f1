package dev.shippy.runtime.nats;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.VesselService;
import dev.shippy.contracts.vessel.v1.Response;
import dev.shippy.contracts.vessel.v1.Specification;
import dev.shippy.embedded.EmbeddedNats;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers of a service whose work cannot keep up with them. */
class QueueIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int CROWD = 150;

    private final Vertx vertx = Vertx.vertx();
    private final FakeVessels vessels = new FakeVessels();
    private final Queue<Promise<Response>> waiting = new ConcurrentLinkedQueue<>();
    private final List<Future<Response>> calls = new ArrayList<>();
    private EmbeddedNats server;
    private Nats nats;
    private RpcClient client;

    @BeforeEach
    void serve(@TempDir Path directory) {
        server = EmbeddedNats.start(directory);
        nats = Nats.connect(vertx, Wire.config(server, "vessel", Map.of())).await();
        nats.serve(VesselService.CONTRACT, vessels, Wire.BY_NAME).await();
        client = NatsClient.connect(vertx, server.url(), PATIENCE).await().rpcs("ada");
    }

    @AfterEach
    void stop() {
        answerAll();
        nats.drain().await();
        vertx.close().await();
        server.close();
    }

    @Test
    void refusesSomeWhileAllWaitAndNobodyAfterwards() {
        assertEquals(FakeVessels.OK, call().await(), "a call that need not wait");
        vessels.behaviour = call -> {
            Promise<Response> answer = Promise.promise();
            waiting.add(answer);
            return answer.future();
        };
        for (int caller = 0; caller < CROWD; caller++) {
            calls.add(call());
        }
        await("the crowd is in").atMost(PATIENCE).until(() -> waiting.size() == CROWD);

        // One goes and another comes, so that it is always full.
        await("somebody is refused")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> {
                    waiting.remove().complete(FakeVessels.OK);
                    calls.add(call());
                    return calls.stream().anyMatch(QueueIT::isRefused);
                });

        await("the others are answered").atMost(PATIENCE).until(() -> {
            answerAll();
            return calls.stream().allMatch(call -> isRefused(call) || call.succeeded());
        });
        vessels.behaviour = call -> Future.succeededFuture(FakeVessels.OK);
        List<Future<Response>> again = new ArrayList<>();
        for (int caller = 0; caller < CROWD; caller++) {
            again.add(call());
        }
        assertEquals(CROWD, Future.all(again).await().size());
    }

    private Future<Response> call() {
        return client.call(
                VesselService.FIND_AVAILABLE,
                Wire.call("ada", Duration.ofSeconds(9)),
                Specification.getDefaultInstance());
    }

    private void answerAll() {
        for (Promise<Response> next = waiting.poll(); next != null; next = waiting.poll()) {
            next.complete(FakeVessels.OK);
        }
    }

    private static boolean isRefused(Future<?> call) {
        return call.failed() && Wire.codeOf(call) == ErrorCode.RESOURCE_EXHAUSTED;
    }
}
