package dev.shippy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailRoomTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final AtomicInteger opened = new AtomicInteger();
    private final List<String> events = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    @Test
    void reopensAServerThatWasNotClosedCleanly() {
        Runnable close = () -> {
            throw new IllegalStateException("A thread does not end");
        };
        try (MailRoom room = new MailRoom(MailFolder.at(folder), events::add, close, opened::incrementAndGet)) {
            awaitReopening(room, 1);
            awaitReopening(room, 2);
        }
    }

    @Test
    void reportsAFolderThatHasRoomAndStoresNothingOnce() {
        try (MailRoom room = new MailRoom(MailFolder.at(folder), events::add, () -> {}, opened::incrementAndGet)) {
            room.kept();
            awaitReopening(room, 1);
            awaitReopening(room, 2);
            assertEquals(
                    List.of("Mails cannot be kept in " + folder + " (Read-only file system), so they wait"), events);

            room.kept();
            room.kept();
            assertEquals(List.of("Mails are kept again in " + folder), events.subList(1, events.size()));
        }
    }

    private void awaitReopening(MailRoom room, int count) {
        room.missing(new IOException("Read-only file system"));
        assertTrue(Pause.until(() -> opened.get() == count, LIMIT), () -> "was opened " + opened + " times");
    }
}
