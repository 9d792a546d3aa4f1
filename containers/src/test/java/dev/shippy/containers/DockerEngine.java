package dev.shippy.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.testcontainers.DockerClientFactory;

/**
 * The Docker engine that Testcontainers finds, looked for once. Whatever an engine does, a call here ends: it is made by a
 * thread that is left behind when it takes longer.
 */
final class DockerEngine implements Engine {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Optional<String> missing;

    private DockerEngine(Optional<String> missing) {
        this.missing = missing;
    }

    static DockerEngine find() {
        String named = Optional.ofNullable(System.getenv("DOCKER_HOST")).orElse("");
        return new DockerEngine(within(LIMIT, () -> look(named)));
    }

    @Override
    public Optional<String> missing() {
        return missing;
    }

    @Override
    public boolean has(String image) {
        return within(LIMIT, () -> isThere(image) ? Optional.empty() : Optional.of("it is not there"))
                .isEmpty();
    }

    @Override
    public Optional<String> pull(String image, Duration limit) {
        return within(limit, () -> {
            try {
                var unused = client().pullImageCmd(image)
                        .exec(new ResultCallback.Adapter<>())
                        .awaitCompletion();
                return isThere(image) ? Optional.empty() : Optional.of("the engine did not get it");
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return Optional.of("it was interrupted");
            }
        });
    }

    /** Testcontainers goes on to others when the one that is named does not answer; nobody asked for those. */
    private static Optional<String> look(String named) {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return Optional.of(named.isEmpty() ? "none answers on this machine" : named + " does not answer");
        }
        URI found = DockerClientFactory.instance().getTransportConfig().getDockerHost();
        if (!named.isEmpty() && !found.equals(URI.create(named))) {
            return Optional.of("DOCKER_HOST is " + named + ", which does not answer");
        }
        boolean here = found.getHost() == null || HERE.contains(found.getHost());
        return here
                ? Optional.empty()
                : Optional.of(found + " is another machine, and ports are published on 127.0.0.1");
    }

    private static boolean isThere(String image) {
        try {
            var unused = client().inspectImageCmd(image).exec();
            return true;
        } catch (NotFoundException absent) {
            return false;
        }
    }

    private static DockerClient client() {
        return DockerClientFactory.instance().client();
    }

    private static Optional<String> within(Duration limit, Supplier<Optional<String>> question) {
        CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        answer.complete(question.get());
                    } catch (RuntimeException failed) {
                        answer.complete(
                                Optional.of(String.valueOf(failed.getMessage()).strip()));
                    }
                },
                "docker");
        thread.setDaemon(true);
        thread.start();
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            return Optional.of("no answer within " + limit.toSeconds() + " s");
        } catch (ExecutionException failed) {
            return Optional.of(String.valueOf(failed.getMessage()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.of("it was interrupted");
        }
    }
}
