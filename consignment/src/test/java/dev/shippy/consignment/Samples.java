package dev.shippy.consignment;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.shippy.contracts.Call;
import dev.shippy.contracts.Caller;
import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.Role;
import dev.shippy.contracts.Trace;
import io.vertx.core.Future;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Values for tests, with fresh ids. */
final class Samples {

    static final Trace TRACE = Trace.start();

    private Samples() {}

    static String freshId() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(ThreadLocalRandom.current().nextLong())
                + hex.toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    /** The tutorial's consignment. */
    static Draft draft() {
        return new Draft(
                "This is a test consignment",
                55_000,
                List.of(
                        new Container("cust001", "Manchester, United Kingdom"),
                        new Container("cust002", "Derby, United Kingdom"),
                        new Container("cust005", "Sheffield, United Kingdom")),
                "");
    }

    static Draft wishing(String vessel) {
        return new Draft(draft().description(), draft().weight(), draft().containers(), vessel);
    }

    static Consignment pending(String vessel, long deadline) {
        return pending(freshId(), "user-" + freshId(), 1_000, vessel, deadline);
    }

    static Consignment pending(String id, String owner, long createdAt, String vessel, long deadline) {
        return Consignment.accepted(id, owner, createdAt, draft(), Optional.of(vessel), new Deadline(deadline), TRACE);
    }

    static Call call(String userId, String requestId, long deadline) {
        return new Call(Caller.user(userId, Set.of()), new Deadline(deadline), requestId, TRACE);
    }

    static Call adminCall(String userId, long deadline) {
        return new Call(Caller.user(userId, Set.of(Role.ADMIN)), new Deadline(deadline), freshId(), Trace.start());
    }

    /** The result, on a thread of the test. */
    @CanIgnoreReturnValue
    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed);
        } catch (InterruptedException | java.util.concurrent.TimeoutException late) {
            throw new IllegalStateException("No result in 10 s", late);
        }
    }
}
