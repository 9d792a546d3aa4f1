package dev.shippy.faults;

import dev.shippy.contracts.UserService;
import dev.shippy.contracts.user.v1.Response;
import dev.shippy.contracts.user.v1.User;
import dev.shippy.runtime.nats.NatsClient;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** People who sign up, each until the answer is known. */
final class SignUps {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int MOST_TRIES = 120;
    private static final int AT_ONCE = 64;

    private final Vertx vertx;
    private final Person anybody;
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final Map<Integer, AtomicInteger> codes = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(AT_ONCE);

    SignUps(Vertx vertx, NatsClient client) {
        this.vertx = vertx;
        this.anybody = Person.anonymous(client);
    }

    /** Address to user id of everybody who was told that they have an account. */
    Map<String, String> acknowledged() {
        return Map.copyOf(acknowledged);
    }

    /** How often each code was the answer. */
    Map<Integer, AtomicInteger> codes() {
        return new TreeMap<>(codes);
    }

    /** Signs up so many people at this rate; slower when too many are under way. */
    void run(int people, int perSecond) {
        long pause = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long next = System.nanoTime();
        for (int n = 0; n < people; n++) {
            next += pause;
            LockSupport.parkNanos(next - System.nanoTime());
            places.acquireUninterruptibly();
            signUp("person-" + n, MOST_TRIES).onComplete(over -> places.release());
        }
        places.acquireUninterruptibly(AT_ONCE);
        places.release(AT_ONCE);
    }

    private Future<?> signUp(String name, int tries) {
        User user = User.newBuilder()
                .setName(name)
                .setEmail(name + "@example.org")
                .setPassword(Installation.PASSWORD)
                .build();
        return anybody.call(UserService.CREATE, user, "sign-up-" + name, PATIENCE)
                .transform(answer -> known(user, answer, tries));
    }

    private Future<?> known(User user, AsyncResult<Response> answer, int tries) {
        int code = Person.codeOf(answer);
        codes.computeIfAbsent(code, key -> new AtomicInteger()).incrementAndGet();
        if (answer.succeeded()) {
            acknowledged.put(user.getEmail(), answer.result().getUser().getId());
            return Future.succeededFuture();
        }
        boolean unknown = code == 429 || code >= 500;
        if (!unknown || tries == 1) {
            return Future.succeededFuture();
        }
        return vertx.timer(PAUSE.toMillis()).compose(over -> signUp(user.getName(), tries - 1));
    }
}
