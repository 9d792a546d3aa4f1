package dev.shippy.faults;

import dev.shippy.faults.Operation.Kind;
import dev.shippy.faults.Operation.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;

/** Compares what customers were told with what is stored. */
final class Verdict {

    private final List<String> findings = new ArrayList<>();
    private final Map<String, List<Operation>> operations;
    private final Map<String, Document> stored = new HashMap<>();

    private Verdict(List<Operation> history, List<Document> consignments) {
        operations = history.stream().collect(Collectors.groupingBy(Operation::request));
        for (Document consignment : consignments) {
            String request = requestOf(consignment);
            if (stored.put(request, consignment) != null) {
                findings.add("booked twice: " + request);
            }
        }
    }

    /** Everything that contradicts; the history holds at least one decided answer to each request. */
    static List<String> of(List<Operation> history, List<Document> consignments) {
        Verdict verdict = new Verdict(history, consignments);
        verdict.operations.forEach(verdict::compare);
        Set<String> unasked = new HashSet<>(verdict.stored.keySet());
        unasked.removeAll(verdict.operations.keySet());
        unasked.forEach(request -> verdict.findings.add("present and never asked for: " + request));
        return verdict.findings;
    }

    /** The Request-Id with which a {@link Workload} booked the consignment. */
    static String requestOf(Document consignment) {
        return consignment.get("body", new Document()).getString("description");
    }

    private void compare(String request, List<Operation> asked) {
        Optional<Document> document = Optional.ofNullable(stored.get(request));
        String state = document.map(it -> it.getString("state")).orElse("missing");
        boolean cancelSent = asked.stream().anyMatch(it -> it.kind() == Kind.CANCEL);
        if (asked.stream().noneMatch(it -> it.kind() == Kind.BOOK && it.outcome() != Outcome.UNKNOWN)) {
            findings.add("never answered: " + request + ", which is " + state);
        }
        for (Operation operation : asked) {
            String told = operation.kind() + " " + request + " was answered " + operation.code() + " "
                    + operation.sentence() + ", and it is " + state;
            if (!allowed(operation, state, cancelSent)) {
                findings.add(told);
            } else if (operation.isBooked() && !isThere(operation, document.orElseThrow())) {
                findings.add(told + " on " + document.get().getString("vessel") + ", not on " + operation.vessel());
            }
        }
    }

    private static boolean isThere(Operation booked, Document document) {
        return booked.consignment().equals(document.getString("_id"))
                && booked.vessel().equals(document.getString("vessel"));
    }

    private static boolean allowed(Operation operation, String state, boolean cancelSent) {
        if (operation.outcome() == Outcome.UNKNOWN) {
            return operation.code() != 500;
        }
        boolean cancelled = state.equals("CANCELLED") && cancelSent;
        if (operation.kind() == Kind.CANCEL) {
            // Only what was acknowledged is cancelled, so there is no reason to refuse.
            return operation.outcome() == Outcome.OK && cancelled;
        }
        if (operation.isBooked()) {
            return state.equals("BOOKED") || cancelled;
        }
        return operation.isRefused() ? state.equals("REJECTED") : operation.saysCancelled() && cancelled;
    }
}
