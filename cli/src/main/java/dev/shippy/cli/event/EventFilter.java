package dev.shippy.cli.event;

import dev.shippy.contracts.Event;
import dev.shippy.contracts.EventStream;
import dev.shippy.runtime.nats.StreamSelection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which events. */
final class EventFilter {

    @Option(
            names = "--subject",
            paramLabel = "SUBJECT",
            converter = Subject.class,
            completionCandidates = Subject.class,
            description = "Only these: user.created, or user.* for all of users.")
    private String subject = "";

    @Option(
            names = "--from-seq",
            paramLabel = "N",
            converter = Count.class,
            description = "Only from this sequence on.")
    private @Nullable Long fromSequence;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Moment.class,
            description = "Only those since then: 2h (ago), 2026-11-25T10:00Z.")
    private @Nullable Instant since;

    @Option(names = "--until", paramLabel = "TIME", converter = Moment.class, description = "Only those until then.")
    private @Nullable Instant until;

    @Option(names = "--count", paramLabel = "N", converter = Count.class, description = "Only the first N of them.")
    private @Nullable Long count;

    StreamSelection selection() {
        StreamSelection selection = StreamSelection.of(EventStream.EVENTS).subject(subject);
        selection = fromSequence == null ? selection : selection.from(fromSequence);
        selection = since == null ? selection : selection.since(since);
        selection = until == null ? selection : selection.until(until);
        return count == null ? selection : selection.most(count);
    }

    /** Whether something says with which event to begin. */
    boolean saysBeginning() {
        return fromSequence != null || since != null;
    }

    boolean saysCount() {
        return count != null;
    }

    /** The subjects of events, and those of all events of an entity. */
    static final class Subject implements ITypeConverter<String>, Iterable<String> {

        @Override
        public String convert(String value) {
            List<String> all = all();
            if (!all.contains(value)) {
                throw new TypeConversionException(
                        "\"" + value + "\" is not a subject of events, such as " + String.join(", ", all));
            }
            return value;
        }

        @Override
        public Iterator<String> iterator() {
            return all().iterator();
        }

        private static List<String> all() {
            List<String> all = new ArrayList<>(Event.subjects());
            all.addAll(EventStream.EVENTS.subjects());
            return all;
        }
    }

    /** A number from 1 on. */
    static final class Count implements ITypeConverter<Long> {

        @Override
        public Long convert(String value) {
            try {
                long number = Long.parseLong(value);
                if (number > 0) {
                    return number;
                }
            } catch (NumberFormatException notANumber) {
                // Falls through to the one sentence.
            }
            throw new TypeConversionException("\"" + value + "\" is not a whole number from 1 on");
        }
    }
}
