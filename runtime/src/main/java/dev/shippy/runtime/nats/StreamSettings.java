package dev.shippy.runtime.nats;

import dev.shippy.contracts.EventStream;
import dev.shippy.runtime.Durations;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What a stream has to be like, and in what one on a server differs. The number of replicas is the operator's choice. */
final class StreamSettings {

    private static final long UNLIMITED = -1;

    private StreamSettings() {}

    static StreamConfiguration of(EventStream stream) {
        return wanted(StreamConfiguration.builder().name(stream.name()), stream);
    }

    /** What is on the server, with all that can be changed as it has to be. */
    static StreamConfiguration changed(StreamConfiguration found, EventStream stream) {
        return wanted(StreamConfiguration.builder(found), stream);
    }

    static List<Difference> differences(StreamInfo found, EventStream stream) {
        StreamConfiguration is = found.getConfiguration();
        List<Difference> differences = new ArrayList<>();
        if (is.getStorageType() != StorageType.File) {
            differences.add(Difference.unsafe("storage", is.getStorageType(), StorageType.File));
        }
        if (is.getRetentionPolicy() != RetentionPolicy.Limits) {
            differences.add(Difference.unsafe("retention", is.getRetentionPolicy(), RetentionPolicy.Limits));
        }
        if (is.getNoAck()) {
            differences.add(Difference.safe("no_ack", true, false));
        }
        if (is.getSealed()) {
            differences.add(Difference.unsafe("sealed", true, false));
        }
        if (is.getDenyDelete() != stream.deniesDelete()) {
            // The server lets nobody take it back.
            differences.add(new Difference(
                    "deny_delete",
                    String.valueOf(is.getDenyDelete()),
                    String.valueOf(stream.deniesDelete()),
                    stream.deniesDelete()));
        }
        if (!new TreeSet<>(is.getSubjects()).equals(new TreeSet<>(stream.subjects()))) {
            differences.add(Difference.safe("subjects", is.getSubjects(), stream.subjects()));
        }
        limits(found, stream, differences);
        return differences;
    }

    private static void limits(StreamInfo found, EventStream stream, List<Difference> differences) {
        StreamConfiguration is = found.getConfiguration();
        if (is.getDiscardPolicy() != discard(stream)) {
            differences.add(Difference.safe("discard", is.getDiscardPolicy(), discard(stream)));
        }
        if (!is.getMaxAge().equals(stream.maxAge())) {
            boolean losesNothing = stream.maxAge().isZero() || oldest(found).compareTo(stream.maxAge()) < 0;
            differences.add(new Difference("max_age", shown(is.getMaxAge()), shown(stream.maxAge()), losesNothing));
        }
        if (is.getMaxBytes() != stream.maxBytes()) {
            boolean losesNothing = found.getStreamState().getByteCount() <= stream.maxBytes();
            differences.add(new Difference(
                    "max_bytes", String.valueOf(is.getMaxBytes()), String.valueOf(stream.maxBytes()), losesNothing));
        }
        if (!is.getDuplicateWindow().equals(EventStream.DUPLICATE_WINDOW)) {
            differences.add(Difference.safe(
                    "duplicate_window", shown(is.getDuplicateWindow()), shown(EventStream.DUPLICATE_WINDOW)));
        }
        if (is.getMaxMsgs() != UNLIMITED) {
            differences.add(Difference.safe("max_msgs", is.getMaxMsgs(), "unlimited"));
        }
        if (is.getMaxMsgsPerSubject() != UNLIMITED) {
            differences.add(Difference.safe("max_msgs_per_subject", is.getMaxMsgsPerSubject(), "unlimited"));
        }
        if (is.getMaximumMessageSize() != UNLIMITED) {
            differences.add(Difference.safe("max_msg_size", is.getMaximumMessageSize(), "unlimited"));
        }
    }

    private static StreamConfiguration wanted(StreamConfiguration.Builder builder, EventStream stream) {
        return builder.subjects(stream.subjects())
                .storageType(StorageType.File)
                .retentionPolicy(RetentionPolicy.Limits)
                .discardPolicy(discard(stream))
                .maxAge(stream.maxAge())
                .maxBytes(stream.maxBytes())
                .maxMessages(UNLIMITED)
                .maxMessagesPerSubject(UNLIMITED)
                .maximumMessageSize((int) UNLIMITED)
                .duplicateWindow(EventStream.DUPLICATE_WINDOW)
                .noAck(false)
                .denyDelete(stream.deniesDelete())
                .build();
    }

    private static DiscardPolicy discard(EventStream stream) {
        return stream.dropsOldest() ? DiscardPolicy.Old : DiscardPolicy.New;
    }

    private static Duration oldest(StreamInfo found) {
        if (found.getStreamState().getMsgCount() == 0) {
            return Duration.ZERO;
        }
        return Duration.between(found.getStreamState().getFirstTime().toInstant(), Instant.now());
    }

    private static String shown(Duration duration) {
        return duration.isZero() ? "unlimited" : Durations.format(duration);
    }
}
