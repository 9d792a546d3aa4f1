package dev.shippy.cli;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.shippy.contracts.CloudEvents;
import dev.shippy.contracts.EventMessage;
import dev.shippy.contracts.EventStream;
import dev.shippy.contracts.ServiceException;
import dev.shippy.runtime.nats.StoredMessage;
import dev.shippy.runtime.nats.StreamOperator;
import dev.shippy.runtime.nats.StreamReader;
import dev.shippy.runtime.nats.StreamSelection;
import dev.shippy.runtime.nats.StreamState;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Streams in memory. Whoever follows one is interrupted at its end, as by Ctrl-C. */
final class FakeStreams implements StreamOperator {

    /** One copy for redelivery. */
    record Copy(StoredMessage message, String id) {}

    static final Instant START = Instant.parse("2026-11-25T10:00:00.123456789Z");

    private final Map<EventStream, NavigableMap<Long, StoredMessage>> messages = new EnumMap<>(EventStream.class);
    final List<StreamSelection> opened = new ArrayList<>();
    final List<Copy> copies = new ArrayList<>();
    /** What every method fails with. */
    @Nullable
    ServiceException refusal;
    /** How many copies are stored before {@link #refusal} is what the next ones fail with. */
    int copiesBeforeRefusal = Integer.MAX_VALUE;

    /** After how many messages a reader fails because the server has gone away. */
    int readableMessages = Integer.MAX_VALUE;

    int closed;

    /** Each is stored a second after the one before. */
    @CanIgnoreReturnValue
    FakeStreams add(EventStream stream, String subject, Map<String, String> headers, byte[] body) {
        NavigableMap<Long, StoredMessage> all = of(stream);
        long sequence = all.isEmpty() ? 1 : all.lastKey() + 1;
        all.put(
                sequence,
                new StoredMessage(stream.name(), sequence, START.plusSeconds(sequence), subject, headers, body));
        return this;
    }

    @CanIgnoreReturnValue
    FakeStreams add(EventMessage event) {
        return add(
                EventStream.EVENTS,
                event.event().subject(),
                CloudEvents.headers(event),
                event.body().toByteArray());
    }

    @Override
    public StreamState state(EventStream stream) {
        NavigableMap<Long, StoredMessage> all = allowed(stream);
        return new StreamState(all.size(), 0, all.isEmpty() ? 1 : all.firstKey(), all.isEmpty() ? 0 : all.lastKey());
    }

    @Override
    public Optional<StoredMessage> read(EventStream stream, long sequence) {
        return Optional.ofNullable(allowed(stream).get(sequence));
    }

    @Override
    public StreamReader open(StreamSelection selection) {
        opened.add(selection);
        List<StoredMessage> selected = selected(selection);
        return new Reader(selected.iterator(), selected.size(), selection.follows());
    }

    @Override
    public StreamSelection newest(StreamSelection selection, long count) {
        List<StoredMessage> selected = selected(selection);
        int skipped = (int) Math.max(0, selected.size() - count);
        return selected.isEmpty()
                ? selection
                : selection.from(selected.get(skipped).sequence());
    }

    @Override
    public Future<Void> redeliver(StoredMessage message, String id) {
        if (copies.size() >= copiesBeforeRefusal && refusal != null) {
            return Future.failedFuture(refusal);
        }
        copies.add(new Copy(message, id));
        return Future.succeededFuture();
    }

    @Override
    public boolean deleteDeadLetter(long sequence) {
        return allowed(EventStream.DEAD_LETTERS).remove(sequence) != null;
    }

    @Override
    public long purgeDeadLetters() {
        long count = allowed(EventStream.DEAD_LETTERS).size();
        of(EventStream.DEAD_LETTERS).clear();
        return count;
    }

    private NavigableMap<Long, StoredMessage> of(EventStream stream) {
        return messages.computeIfAbsent(stream, each -> new TreeMap<>());
    }

    private NavigableMap<Long, StoredMessage> allowed(EventStream stream) {
        if (refusal != null && copiesBeforeRefusal == Integer.MAX_VALUE) {
            throw refusal;
        }
        return of(stream);
    }

    private List<StoredMessage> selected(StreamSelection selection) {
        String subject = selection.subject().replace("*", "");
        return List.copyOf(allowed(selection.stream()).values()).stream()
                .filter(message -> message.sequence() >= selection.fromSequence())
                .filter(message -> message.subject().startsWith(subject))
                .filter(message ->
                        selection.since().filter(message.storedAt()::isBefore).isEmpty())
                .filter(message ->
                        selection.until().filter(message.storedAt()::isAfter).isEmpty())
                .limit(selection.most())
                .toList();
    }

    private final class Reader implements StreamReader {

        private final Iterator<StoredMessage> left;
        private final boolean follows;
        private long pending;
        private int read;

        Reader(Iterator<StoredMessage> left, long pending, boolean follows) {
            this.left = left;
            this.pending = pending;
            this.follows = follows;
        }

        @Override
        public Optional<StoredMessage> next() throws InterruptedException {
            if (read++ == readableMessages) {
                throw ServiceException.unavailable("NATS went away", null);
            }
            if (left.hasNext()) {
                pending--;
                return Optional.of(left.next());
            }
            if (follows) {
                throw new InterruptedException();
            }
            return Optional.empty();
        }

        @Override
        public long pending() {
            return pending;
        }

        @Override
        public void close() {
            closed++;
        }
    }
}
