package dev.shippy.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The archive of an official release, by its SHA-256.
 *
 * @param program the name of the program's file
 * @param version without {@code v}
 * @param address of the archive, a .tar.gz or .zip with one folder, where {@code %s} is the platform
 * @param checksums SHA-256 of the archive, by platform such as {@code linux-amd64}
 */
record OfficialRelease(String program, String version, String address, Map<String, String> checksums)
        implements ProgramSource {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final int BYTES = 64 * 1024 * 1024;
    /** Unpacked. */
    private static final int PROGRAM_BYTES = 256 * 1024 * 1024;

    @Override
    public String name() {
        return "official release " + version;
    }

    @Override
    public String entry() {
        return program + "-" + version;
    }

    @Override
    public void install(Path folder) {
        String platform = platform();
        String expected = checksums.get(platform);
        if (expected == null) {
            throw new EmbeddedServerException("its checksum for " + platform + " is not known here");
        }
        Path archive = folder.resolve("archive");
        String actual = download(URI.create(address.formatted(platform)), archive);
        if (!actual.equals(expected)) {
            throw new EmbeddedServerException("the archive has the SHA-256 " + actual + ", not " + expected);
        }
        if (address.endsWith(".zip")) {
            unzip(archive, folder.resolve(program), PROGRAM_BYTES);
        } else {
            untar(archive, folder);
        }
        Tool.delete(archive);
    }

    private static void untar(Path archive, Path folder) {
        Tool.run("tar", Duration.ofSeconds(30), folder, Map.of(), "-xzf", archive.toString(), "--strip-components=1");
        Tool.delete(folder.resolve("tar.log"));
    }

    /** Takes the one file of the program's name out of the archive. */
    static void unzip(Path archive, Path file, int limit) {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            ZipEntry entry = zip.stream()
                    .filter(each -> !each.isDirectory() && each.getName().endsWith("/" + file.getFileName()))
                    .findFirst()
                    .orElseThrow(() -> new EmbeddedServerException("the archive holds no " + file.getFileName()));
            if (entry.getSize() > limit) {
                throw new EmbeddedServerException("the program in the archive is larger than " + limit + " bytes");
            }
            try (InputStream content = zip.getInputStream(entry)) {
                Files.copy(content, file);
            }
            if (!file.toFile().setExecutable(true)) {
                throw new EmbeddedServerException(file + " cannot be made executable");
            }
        } catch (IOException e) {
            throw new EmbeddedServerException("the archive cannot be unpacked: " + e.getMessage(), e);
        }
    }

    private static String platform() {
        String system =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac")
                        ? "darwin"
                        : System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String machine =
                System.getProperty("os.arch", "").replace("x86_64", "amd64").replace("aarch64", "arm64");
        return system + "-" + machine;
    }

    private static String download(URI address, Path file) {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECT_LIMIT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpRequest request = HttpRequest.newBuilder(address).timeout(LIMIT).build();
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw new EmbeddedServerException(address + " answered " + response.statusCode());
                }
                return save(body, file);
            }
        } catch (IOException e) {
            throw new EmbeddedServerException(address + " cannot be loaded: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("interrupted", e);
        }
    }

    private static String save(InputStream body, Path file) throws IOException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        DigestInputStream digested = new DigestInputStream(body, sha256());
        try (var output = Files.newOutputStream(file)) {
            byte[] buffer = new byte[64 * 1024];
            long bytes = 0;
            for (int read = digested.read(buffer); read >= 0; read = digested.read(buffer)) {
                bytes += read;
                if (bytes > BYTES || System.nanoTime() > deadline) {
                    throw new IOException("too large, or not finished within " + LIMIT.toSeconds() + " s");
                }
                output.write(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digested.getMessageDigest().digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
