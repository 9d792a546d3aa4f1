package dev.shippy.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The archive of an official release, by its SHA-256.
 *
 * @param program the name of the program's file
 * @param version without {@code v}
 * @param archives by platform, such as {@code linux-amd64}
 * @param limit of the download
 */
record OfficialRelease(String program, String version, Map<String, Archive> archives, Duration limit)
        implements ProgramSource {

    /**
     * A .tar.gz or .zip archive with the program in one of its folders.
     *
     * @param sha256 as hex digits
     */
    record Archive(URI address, String sha256) {}

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final Duration PROGRESS = Duration.ofSeconds(5);
    private static final long MEGABYTE = 1024 * 1024;
    private static final long BYTES = 256 * MEGABYTE;

    OfficialRelease {
        archives = Map.copyOf(archives);
    }

    OfficialRelease(String program, String version, Map<String, Archive> archives) {
        this(program, version, archives, LIMIT);
    }

    /**
     * A release whose archive names differ only in the platform.
     *
     * @param address of an archive, with {@code %s} for the platform
     * @param checksums by platform
     */
    static OfficialRelease of(String program, String version, String address, Map<String, String> checksums) {
        return new OfficialRelease(
                program,
                version,
                checksums.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                each -> new Archive(URI.create(address.formatted(each.getKey())), each.getValue()))));
    }

    @Override
    public String name() {
        return "official release " + version;
    }

    @Override
    public String entry() {
        return program + "-" + version;
    }

    @Override
    public void install(Path folder, Consumer<String> progress) {
        Archive archive = archives.get(Platform.current());
        if (archive == null) {
            throw new EmbeddedServerException("no archive with a known checksum for " + Platform.current());
        }
        Path file = folder.resolve("archive");
        download(archive.address(), file, progress);
        Checksum.require(file, archive.sha256());
        if (archive.address().getPath().endsWith(".zip")) {
            ProgramArchive.unzip(file, folder.resolve(program));
        } else {
            ProgramArchive.untar(file, folder.resolve(program));
        }
        Tool.delete(file);
    }

    private void download(URI address, Path file, Consumer<String> progress) {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECT_LIMIT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpRequest request = HttpRequest.newBuilder(address).timeout(limit).build();
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw new EmbeddedServerException(address + " answered " + response.statusCode());
                }
                OptionalLong size = response.headers().firstValueAsLong("Content-Length");
                withinLimit(body, () -> save(body, size, file, progress));
            }
        } catch (IOException e) {
            throw new EmbeddedServerException(address + " cannot be loaded: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("interrupted", e);
        }
    }

    private interface Transfer {
        void run() throws IOException;
    }

    /** A server that falls silent keeps a read waiting for ever: closing the body ends it. */
    private void withinLimit(InputStream body, Transfer transfer) throws IOException {
        AtomicBoolean late = new AtomicBoolean();
        CompletableFuture<Void> end = CompletableFuture.runAsync(
                () -> {
                    late.set(true);
                    close(body);
                },
                CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
        try {
            transfer.run();
        } catch (IOException failed) {
            throw late.get() ? new IOException("not finished within " + limit.toSeconds() + " s", failed) : failed;
        } finally {
            boolean unused = end.cancel(false);
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void save(InputStream body, OptionalLong size, Path file, Consumer<String> progress)
            throws IOException {
        String of = size.isPresent() ? " of " + size.getAsLong() / MEGABYTE : "";
        long told = System.nanoTime();
        try (var output = Files.newOutputStream(file)) {
            byte[] buffer = new byte[64 * 1024];
            long bytes = 0;
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                bytes += read;
                if (bytes > BYTES) {
                    throw new IOException("the download is larger than " + BYTES / MEGABYTE + " MB");
                }
                long now = System.nanoTime();
                if (now - told > PROGRESS.toNanos()) {
                    progress.accept("  " + bytes / MEGABYTE + of + " MB");
                    told = now;
                }
                output.write(buffer, 0, read);
            }
        }
    }
}
