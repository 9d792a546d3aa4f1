package dev.shippy.faults;

import dev.shippy.faults.Operation.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The effect of faults on calls.
 *
 * @param faults in order
 * @param history the calls made during the faults
 */
record RunReport(List<Havoc.Fault> faults, List<Operation> history) {

    /** The effect of one kind of fault. */
    private record Effect(int times, int withCalls, int withLosses, long lost) {

        static Effect of(List<Havoc.Fault> faults, List<Operation> history) {
            int withCalls = 0;
            int withLosses = 0;
            long lost = 0;
            for (Havoc.Fault fault : faults) {
                List<Operation> open = history.stream()
                        .filter(it -> it.wasInFlight(fault.at()))
                        .toList();
                long unknown = open.stream()
                        .filter(it -> it.outcome() == Outcome.UNKNOWN)
                        .count();
                withCalls += open.isEmpty() ? 0 : 1;
                withLosses += unknown == 0 ? 0 : 1;
                lost += unknown;
            }
            return new Effect(faults.size(), withCalls, withLosses, lost);
        }

        @Override
        public String toString() {
            return times + " times, " + withCalls + " with calls in flight, " + withLosses + " left calls unanswered ("
                    + lost + ")";
        }
    }

    /** Whether any fault left a call without an answer. */
    boolean hit() {
        return effects().values().stream().anyMatch(effect -> effect.withLosses() > 0);
    }

    /** The report as text. */
    List<String> lines(Duration time) {
        List<String> lines = new ArrayList<>();
        long bookings =
                history.stream().filter(it -> it.kind() == Operation.Kind.BOOK).count();
        List<Long> millis = history.stream().map(it -> it.end() - it.start()).toList();
        lines.add(bookings / time.toSeconds() + " bookings requested per second; calls took "
                + Figures.percentile(millis, 50) + " ms (p50) and " + Figures.percentile(millis, 99) + " ms (p99)");
        lines.add("The longest time without a booking: " + longestGap());
        lines.add("During the faults: " + outcomes(history));
        effects().forEach((kind, effect) -> lines.add(kind + ": " + effect));
        return lines;
    }

    /** The number of calls by outcome and by code. */
    static String outcomes(List<Operation> history) {
        Map<Outcome, Long> outcomes =
                history.stream().collect(Collectors.groupingBy(Operation::outcome, Collectors.counting()));
        Map<Integer, Long> codes =
                new TreeMap<>(history.stream().collect(Collectors.groupingBy(Operation::code, Collectors.counting())));
        return history.size() + " calls, " + outcomes + ", by code " + codes;
    }

    private String longestGap() {
        long[] ends = history.stream()
                .filter(Operation::isBooked)
                .mapToLong(Operation::end)
                .sorted()
                .toArray();
        long from = 0;
        long longest = 0;
        for (int n = 1; n < ends.length; n++) {
            if (ends[n] - ends[n - 1] > longest) {
                longest = ends[n] - ends[n - 1];
                from = ends[n - 1];
            }
        }
        long begin = from;
        long end = from + longest;
        List<String> meanwhile = faults.stream()
                .filter(fault -> fault.at() > begin && fault.at() < end)
                .map(fault -> fault.kind() + " after " + (fault.at() - begin) + " ms")
                .toList();
        return longest + " ms, with " + meanwhile;
    }

    private Map<String, Effect> effects() {
        Map<String, Effect> effects = new TreeMap<>();
        faults.stream()
                .collect(Collectors.groupingBy(Havoc.Fault::kind))
                .forEach((kind, some) -> effects.put(kind, Effect.of(some, history)));
        return effects;
    }
}
