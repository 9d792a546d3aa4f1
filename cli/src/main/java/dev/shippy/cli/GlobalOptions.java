package dev.shippy.cli;

import dev.shippy.contracts.Limits;
import dev.shippy.runtime.Durations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** What every command understands, before or after its name. */
public final class GlobalOptions {

    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(14);
    private static final int LONGEST_REQUEST_ID = 128;

    @Option(
            names = "--server",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "NATS server; default: NATS_URL, or what `up` runs here.")
    String server = "";

    @Option(
            names = "--token",
            paramLabel = "JWT",
            scope = ScopeType.INHERIT,
            description = "Token; default: the one that `user login` stored.")
    @Nullable
    String token;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Read the token from the first line of FILE; or set SHIPPY_TOKEN.")
    @Nullable
    Path tokenFile;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            description = "table or json; default: table.")
    @Nullable
    OutputFormat output;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            scope = ScopeType.INHERIT,
            converter = Timeout.class,
            description = "How long to wait and try again; default: 2s.")
    Duration timeout;

    @Option(
            names = "--request-id",
            paramLabel = "ID",
            scope = ScopeType.INHERIT,
            converter = RequestId.class,
            description = "Makes a repeated command safe; default: a new one.")
    String requestId = UUID.randomUUID().toString();

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Log each call and its duration to standard error.")
    boolean verbose;

    GlobalOptions(Duration timeout) {
        this.timeout = timeout;
    }

    /** The token that an option or SHIPPY_TOKEN gives; empty if neither does. */
    Optional<String> givenToken(Host host) {
        if (token != null && tokenFile != null) {
            throw new UsageException("Use either --token or --token-file");
        }
        if (token != null) {
            return Optional.of(token);
        }
        return tokenFile == null
                ? Optional.of(host.variable("SHIPPY_TOKEN", "").strip()).filter(text -> !text.isEmpty())
                : Optional.of(read(tokenFile));
    }

    private static String read(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            String line = Utf8.firstLine(stream, "The file " + file, Limits.TOKEN_BYTES)
                    .strip();
            if (line.isEmpty()) {
                throw new UsageException("The file " + file + " contains no token");
            }
            return line;
        } catch (NoSuchFileException missing) {
            throw new UsageException("There is no file " + file);
        } catch (IOException unreadable) {
            throw new UsageException("The file " + file + " cannot be read: " + Reason.of(unreadable));
        }
    }

    private static final class Timeout implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            return Durations.parse(value)
                    .filter(time -> !time.isZero() && time.compareTo(LONGEST_TIMEOUT) <= 0)
                    .orElseThrow(() -> new TypeConversionException(
                            "\"" + value + "\" is not a time from 1ms to 14d, such as 500ms, 2s or 1m"));
        }
    }

    private static final class RequestId implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            boolean visible = value.chars().allMatch(c -> c > ' ' && c <= '~');
            if (value.isEmpty() || value.length() > LONGEST_REQUEST_ID || !visible) {
                throw new TypeConversionException("a request id is 1 to 128 visible ASCII characters");
            }
            return value;
        }
    }
}
