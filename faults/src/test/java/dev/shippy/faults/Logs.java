package dev.shippy.faults;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What services have logged since a moment. */
final class Logs {

    private static final Pattern BLOCKED = Pattern.compile("has been blocked for (\\d+) ms");

    private static final Pattern PLACE = Pattern.compile("(?m)^.*has been blocked for .*(\\R(?!\\d{4}-).*){0,12}");

    private final Map<ServiceProcess, Integer> marks;

    private Logs(Map<ServiceProcess, Integer> marks) {
        this.marks = marks;
    }

    /** From now on. */
    static Logs of(List<ServiceProcess> services) {
        return new Logs(services.stream()
                .collect(Collectors.toMap(
                        service -> service, service -> service.log().length())));
    }

    /** The longest that an event loop was busy with one thing, milliseconds, if that was over its limit; else 0. */
    int longestBlock() {
        return texts().flatMap(text -> BLOCKED.matcher(text).results())
                .map(MatchResult::group)
                .mapToInt(line -> Integer.parseInt(line.replaceAll("\\D", "")))
                .max()
                .orElse(0);
    }

    /** Where event loops were busy for too long: the line and the top of the stack. */
    String blocks() {
        return texts().flatMap(text -> PLACE.matcher(text).results())
                .map(MatchResult::group)
                .collect(Collectors.joining("\n"));
    }

    long lines() {
        return texts().flatMap(String::lines).count();
    }

    String text() {
        return texts().collect(Collectors.joining("\n"));
    }

    private Stream<String> texts() {
        return marks.entrySet().stream().map(mark -> mark.getKey().log().substring(mark.getValue()));
    }
}
