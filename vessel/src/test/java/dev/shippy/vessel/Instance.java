package dev.shippy.vessel;

import static dev.shippy.vessel.Awaiting.await;

import dev.shippy.runtime.mongo.MongoStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What one process has of the vessels, wired as the service wires it, on a context of its own; once loaded it looks when it is told,
 * or when there is a sign that it is behind.
 */
final class Instance {

    /** So few that every test reads several. */
    static final int PAGE = 7;

    private final Context context;
    private final FleetView view;
    private final Lookout lookout;
    private final VesselRepository vessels;

    Instance(Vertx vertx, MongoStore store, Clock clock, int mostHolds) {
        context = vertx.getOrCreateContext();
        view = new FleetView(mostHolds);
        lookout = new Lookout(vertx, new MongoSightings(store, new PageSize(PAGE)), view, Duration.ofHours(1));
        VesselRepository stored = new MongoVesselRepository(store, clock, mostHolds, view);
        vessels = onContext(context, VesselRepository.class, new ViewedVessels(stored, view, lookout));
    }

    /** What is for one context, so that it may be called from any thread; each of its methods gives a future. */
    static <T> T onContext(Context context, Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                Instance.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> onContext(context, () -> call(() -> method.invoke(target, arguments)))));
    }

    /** May be called from any thread. */
    VesselRepository vessels() {
        return vessels;
    }

    Instance load() {
        await(onContext(() -> lookout.load().onSuccess(loaded -> lookout.start())));
        return this;
    }

    void look() {
        await(onContext(lookout::look));
    }

    /** What it would say without the store. */
    Optional<Vessel> known(Cargo cargo) {
        return await(onContext(() -> Future.succeededFuture(view.find(cargo, List.of()))));
    }

    /** How many vessels it knows. */
    int size() {
        return await(onContext(() -> Future.succeededFuture(view.size())));
    }

    private <T> Future<T> onContext(Supplier<Future<T>> work) {
        return onContext(context, work);
    }

    private static <T> Future<T> onContext(Context context, Supplier<Future<T>> work) {
        return Future.future(done -> context.runOnContext(now -> work.get().onComplete(done)));
    }

    private interface Invocation {
        Object run() throws ReflectiveOperationException;
    }

    private static Future<Object> call(Invocation invocation) {
        try {
            return ((Future<?>) invocation.run()).map(result -> result);
        } catch (ReflectiveOperationException thrown) {
            return Future.failedFuture(thrown);
        }
    }
}
