package dev.shippy.cli;

import dev.shippy.contracts.ServiceException;
import dev.shippy.runtime.PermanentFailure;
import dev.shippy.runtime.ProvisioningStep;
import dev.shippy.runtime.VertxDefaults;
import dev.shippy.runtime.nats.InstanceStatistics;
import dev.shippy.runtime.nats.NatsClient;
import dev.shippy.runtime.nats.NatsUnreachableException;
import dev.shippy.runtime.nats.RpcClient;
import dev.shippy.runtime.nats.StreamOperator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** NATS, with a small Vert.x of its own. */
final class NatsGateway implements Gateway {

    private static final long CLOSE_LIMIT_SECONDS = 5;
    private static final Duration LAST_ATTEMPT = Duration.ofMillis(300);

    private final Vertx vertx;
    private final NatsClient client;

    private NatsGateway(Vertx vertx, NatsClient client) {
        this.vertx = vertx;
        this.client = client;
    }

    static Gateway connect(String url, Duration limit) {
        return connect(newVertx(), url, limit);
    }

    /**
     * The same for a command that will connect soon: what a first connection needs is made on a thread of its own, while the command
     * line is read.
     */
    static Connector ahead() {
        FutureTask<Vertx> making = new FutureTask<>(NatsGateway::newVertx);
        Thread maker = new Thread(making, "ahead");
        maker.setDaemon(true);
        maker.start();
        AtomicBoolean taken = new AtomicBoolean();
        return (url, limit) -> connect(taken.getAndSet(true) ? newVertx() : made(making), url, limit);
    }

    private static Vertx made(FutureTask<Vertx> making) {
        try {
            return making.get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new FailureException("Cannot connect: " + failed.getMessage(), failed);
        }
    }

    private static Vertx newVertx() {
        return Vertx.vertx(VertxDefaults.options()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(2)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }

    private static Gateway connect(Vertx vertx, String url, Duration limit) {
        try {
            Future<NatsClient> connecting = NatsClient.connect(vertx, url, limit);
            return new NatsGateway(
                    vertx, connecting.await(limit.plus(LAST_ATTEMPT).toMillis(), TimeUnit.MILLISECONDS));
        } catch (Exception failed) { // await throws what it finds, checked or not
            close(vertx.close());
            throw inWords(failed, ServerAddress.shown(url));
        }
    }

    @Override
    public RpcClient rpcs(String token) {
        return client.rpcs(token);
    }

    @Override
    public Future<List<InstanceStatistics>> statistics(Set<String> expected, Duration patience) {
        return client.statistics(expected, patience);
    }

    @Override
    public StreamOperator streams(Duration patience) {
        return client.streams(patience);
    }

    @Override
    public Future<List<ProvisioningStep>> provision(Duration limit) {
        return client.provision(limit);
    }

    @Override
    public void close() {
        close(client.close());
        close(vertx.close());
    }

    private static ServiceException inWords(Exception failed, String address) {
        if (failed instanceof ServiceException refused) {
            return new ServiceException(refused.code(), refused.sentence() + " at " + address, refused);
        }
        if (failed instanceof PermanentFailure) {
            return ServiceException.unavailable(String.valueOf(failed.getMessage()), failed);
        }
        String reason = failed instanceof NatsUnreachableException known
                ? String.valueOf(known.getMessage())
                : "NATS does not answer at " + address;
        return ServiceException.unavailable(
                reason + "; `shippy up` starts a system, --server names another address", failed);
    }

    private static void close(Future<Void> closing) {
        try {
            closing.await(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (Exception abandoned) {
            // The process ends next.
            return;
        }
    }
}
