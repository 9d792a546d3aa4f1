package dev.shippy.cli.bench;

import dev.shippy.cli.FailureException;
import dev.shippy.cli.Reason;
import dev.shippy.embedded.ReceivedMail;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ObjLongConsumer;
import java.util.stream.Stream;

/**
 * Hears of mails as soon as their files are there, in a thread of its own: on Linux at once; elsewhere Java may look every some
 * seconds only.
 */
final class MailWatch implements AutoCloseable {

    private static final String SUFFIX = ".eml";

    private final Path folder;
    private final ObjLongConsumer<String> arrived;
    private final WatchService service;
    private final Set<Path> seen = ConcurrentHashMap.newKeySet();
    private final AtomicReference<FailureException> failure = new AtomicReference<>();

    private MailWatch(Path folder, ObjLongConsumer<String> arrived, WatchService service) {
        this.folder = folder;
        this.arrived = arrived;
        this.service = service;
    }

    /**
     * Begins to watch.
     *
     * @param folder with a file for each mail, each complete when it gets its name
     * @param arrived hears the address and the time, {@link System#nanoTime}
     */
    static MailWatch over(Path folder, ObjLongConsumer<String> arrived) {
        try {
            WatchService service = folder.getFileSystem().newWatchService();
            MailWatch watch = new MailWatch(folder, arrived, service);
            WatchKey unused = folder.register(service, StandardWatchEventKinds.ENTRY_CREATE);
            Thread thread = new Thread(watch::listen, "mail-watch");
            thread.setDaemon(true);
            thread.start();
            return watch;
        } catch (IOException unwatchable) {
            throw failure(folder, unwatchable);
        }
    }

    /** Looks for what was not heard of. @throws FailureException also when the thread could not read a mail */
    void lookAtAll() {
        FailureException earlier = failure.get();
        if (earlier != null) {
            throw earlier;
        }
        long now = System.nanoTime();
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> look(file, now));
        } catch (IOException unreadable) {
            throw failure(folder, unreadable);
        }
    }

    /** Ends the thread, too. */
    @Override
    public void close() {
        try {
            service.close();
        } catch (IOException unclosable) {
            throw failure(folder, unclosable);
        }
    }

    private void listen() {
        try {
            for (boolean watching = true; watching; ) {
                WatchKey key = service.take();
                long now = System.nanoTime();
                key.pollEvents().forEach(event -> hear(event, now));
                watching = key.reset();
            }
        } catch (InterruptedException | ClosedWatchServiceException ended) {
            return;
        } catch (FailureException failed) {
            failure.set(failed);
        }
    }

    private void hear(WatchEvent<?> event, long now) {
        if (event.context() instanceof Path name) {
            look(folder.resolve(name), now);
        } else { // there were too many at once
            lookAtAll();
        }
    }

    private void look(Path file, long now) {
        if (file.toString().endsWith(SUFFIX) && seen.add(file)) {
            recipients(file).forEach(address -> arrived.accept(address, now));
        }
    }

    private static List<String> recipients(Path file) {
        try {
            return ReceivedMail.recipients(file);
        } catch (NoSuchFileException gone) { // the oldest go when there are too many
            return List.of();
        } catch (IOException unreadable) {
            throw failure(file, unreadable);
        }
    }

    private static FailureException failure(Path what, IOException cause) {
        return new FailureException("The mails in " + what + " cannot be read: " + Reason.of(cause), cause);
    }
}
