package dev.shippy.cli;

import dev.shippy.runtime.Durations;
import java.time.Duration;
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

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Log details on standard error.")
    boolean verbose;

    GlobalOptions(Duration timeout) {
        this.timeout = timeout;
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
