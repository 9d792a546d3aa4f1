package dev.shippy.faults;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.shippy.contracts.VesselService;
import dev.shippy.contracts.consignment.v1.Response;
import dev.shippy.contracts.vessel.v1.ListRequest;
import dev.shippy.contracts.vessel.v1.Vessel;
import dev.shippy.contracts.vessel.v1.VesselId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What tests of bookings share: calls at the same time, and what became of them. */
final class Bookings {

    private Bookings() {}

    static List<Future<Response>> atOnce(int count, IntFunction<Future<Response>> call) {
        List<Future<Response>> calls =
                new ArrayList<>(IntStream.range(0, count).mapToObj(call).toList());
        calls.forEach(Bookings::ended);
        return calls;
    }

    static Map<Integer, Long> countByCode(List<Future<Response>> calls) {
        return calls.stream().collect(Collectors.groupingBy(Person::codeOf, Collectors.counting()));
    }

    static Supplier<String> sentences(List<Future<Response>> calls) {
        return () -> calls.stream()
                .filter(Future::failed)
                .map(call -> String.valueOf(call.cause().getMessage()))
                .distinct()
                .toList()
                .toString();
    }

    @CanIgnoreReturnValue
    static <T> Future<T> ended(Future<T> call) {
        var unused = call.otherwiseEmpty().await();
        return call;
    }

    static List<Vessel> vesselsOf(Person person) {
        return person.call(VesselService.LIST, ListRequest.getDefaultInstance())
                .await()
                .getVesselsList();
    }

    static Vessel vessel(Person person, String id) {
        return person.call(VesselService.GET, VesselId.newBuilder().setId(id).build())
                .await()
                .getVessel();
    }
}
