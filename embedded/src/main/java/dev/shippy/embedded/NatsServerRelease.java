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

/** The archive of the official release, by its SHA-256. */
record NatsServerRelease() implements NatsServerSource {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final int BYTES = 64 * 1024 * 1024;

    /** As the official container image of this version checks them. */
    private static final Map<String, String> SHA256 = Map.of(
            "linux-amd64", "b3e7b14eb10c895fd90c2dacdb6b65bd3208adcc9524dd7689ba2c1024e6b97a",
            "linux-arm64", "15fd0c3438e7178e5316e63be68373ad581c8d78db26e649113aa303b74e5e58",
            "linux-s390x", "acb6081c49e101119fb35a3cb2d77e7970440e968583c61aedf6e64e4f5023d3",
            "linux-ppc64le", "05733a36a22ece31a23059147fbb7a9b27bb86e9770ffb1b6ba7478603b75330");

    @Override
    public String name() {
        return "official release " + NatsServerBinary.PINNED;
    }

    @Override
    public String entry() {
        return "nats-server-" + NatsServerBinary.PINNED;
    }

    @Override
    public void install(Path folder) {
        String platform = platform();
        String expected = SHA256.get(platform);
        if (expected == null) {
            throw new EmbeddedServerException("its checksum for " + platform + " is not known here");
        }
        String release = "nats-server-v" + NatsServerBinary.PINNED + "-" + platform;
        Path archive = folder.resolve("archive.tar.gz");
        String actual = download(
                URI.create("https://github.com/nats-io/nats-server/releases/download/v" + NatsServerBinary.PINNED + "/"
                        + release + ".tar.gz"),
                archive);
        if (!actual.equals(expected)) {
            throw new EmbeddedServerException("the archive has the SHA-256 " + actual + ", not " + expected);
        }
        Tool.run("tar", Duration.ofSeconds(30), folder, Map.of(), "-xzf", archive.toString(), "--strip-components=1");
        Tool.delete(archive);
        Tool.delete(folder.resolve("tar.log"));
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
