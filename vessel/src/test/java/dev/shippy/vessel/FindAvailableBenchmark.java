package dev.shippy.vessel;

import static dev.shippy.vessel.Awaiting.await;

import dev.shippy.contracts.Call;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.Services;
import dev.shippy.contracts.VesselService;
import dev.shippy.contracts.vessel.v1.Response;
import dev.shippy.embedded.EmbeddedNats;
import dev.shippy.embedded.Shared;
import dev.shippy.runtime.nats.Nats;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * Prints how long FindAvailable takes with a thousand vessels and with a million, in turns in one run, and what a vessel takes in
 * memory. No test: run {@code main} with the class path of the tests.
 */
final class FindAvailableBenchmark {

    private static final int FEW = 1_000;
    private static final int MANY = 1_000_000;
    private static final int ROUNDS = 21;
    private static final int WARM_UP = 5;
    private static final int AT_ONCE = 32;
    private static final PrintStream OUT = System.out;

    private final Vertx vertx = Vertx.vertx();
    private final EmbeddedNats nats = Shared.nats();
    private final Nats consignment = await(Nats.connect(vertx, RunningVessels.config(nats, Services.CONSIGNMENT)));
    private volatile VesselRepository served = new FakeVessels();

    private FindAvailableBenchmark() {}

    public static void main(String[] arguments) {
        new FindAvailableBenchmark().run();
        System.exit(0);
    }

    private void run() {
        serve();
        OUT.printf(
                Locale.ROOT, "%d processors, Java %s%n", Runtime.getRuntime().availableProcessors(), Runtime.version());
        compare("free room at random", BenchmarkFleet::mixed);
        compare("all but one with enough weight and too little capacity", BenchmarkFleet::lackingCapacity);
    }

    private void compare(String kind, IntFunction<BenchmarkFleet> fleets) {
        OUT.printf(Locale.ROOT, "%n%s%n", kind);
        List<BenchmarkFleet> both = List.of(fill(FEW, fleets), fill(MANY, fleets));
        print("view", both, this::find, 100_000);
        print("handler, from message to bytes", both, this::handle, 50_000);
        print("call over NATS, one at a time", both, this::callEach, 2_000);
        print("call over NATS, " + AT_ONCE + " at a time", both, this::callTogether, 6_400);
    }

    private static BenchmarkFleet fill(int size, IntFunction<BenchmarkFleet> fleets) {
        long before = heapInUse();
        long began = System.nanoTime();
        BenchmarkFleet fleet = fleets.apply(size);
        double micros = (System.nanoTime() - began) / 1_000.0 / size;
        double bytes = (heapInUse() - before) / (double) size;
        OUT.printf(Locale.ROOT, "  %,d vessels: %.0f bytes each, %.2f us to learn one%n", size, bytes, micros);
        return fleet;
    }

    private static long heapInUse() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private interface Load {
        void run(BenchmarkFleet fleet, int times);
    }

    /** Medians of rounds in turns: whatever else the machine does befalls both alike. */
    private static void print(String what, List<BenchmarkFleet> fleets, Load load, int times) {
        List<List<Double>> took = List.of(new ArrayList<>(), new ArrayList<>());
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            for (int which = 0; which < fleets.size(); which++) {
                long began = System.nanoTime();
                load.run(fleets.get(which), times);
                double micros = (System.nanoTime() - began) / 1_000.0 / times;
                if (round >= WARM_UP) {
                    took.get(which).add(micros);
                }
            }
        }
        double few = median(took.get(0));
        double many = median(took.get(1));
        OUT.printf(Locale.ROOT, "  %-34s %9.2f us %9.2f us, ratio %.2f%n", what, few, many, many / few);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private void find(BenchmarkFleet fleet, int times) {
        for (int i = 0; i < times; i++) {
            fleet.find();
        }
    }

    private void handle(BenchmarkFleet fleet, int times) {
        VesselHandler handler = new VesselHandler(fleet.vessels(vertx));
        Call call = RunningVessels.call();
        long bytes = 0;
        for (int i = 0; i < times; i++) {
            bytes += handler.findAvailable(call, fleet.specification()).result().toByteArray().length;
        }
        if (bytes < times) {
            throw new IllegalStateException("Nothing was answered");
        }
    }

    private void callEach(BenchmarkFleet fleet, int times) {
        served = fleet.vessels(vertx);
        for (int i = 0; i < times; i++) {
            await(call(fleet));
        }
    }

    private void callTogether(BenchmarkFleet fleet, int times) {
        served = fleet.vessels(vertx);
        for (int i = 0; i < times / AT_ONCE; i++) {
            await(Future.all(Stream.generate(() -> call(fleet)).limit(AT_ONCE).toList()));
        }
    }

    private Future<Response> call(BenchmarkFleet fleet) {
        return consignment.client().call(VesselService.FIND_AVAILABLE, RunningVessels.call(), fleet.specification());
    }

    /** One service for both fleets, in turns. */
    private void serve() {
        VesselRepository inTurns = (VesselRepository) Proxy.newProxyInstance(
                FindAvailableBenchmark.class.getClassLoader(),
                new Class<?>[] {VesselRepository.class},
                (proxy, method, values) -> method.invoke(served, values));
        Nats vessel = await(Nats.connect(vertx, RunningVessels.config(nats, Services.VESSEL)));
        await(vessel.serve(
                VesselService.CONTRACT,
                new VesselHandler(inTurns),
                token -> Future.failedFuture(ServiceException.unauthenticated("nobody calls this"))));
    }
}
