package dev.shippy.cli.event;

import dev.shippy.runtime.Durations;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A point in time as people write it: how long ago, such as {@code 2h}, or as RFC 3339 has it. */
final class Moment implements ITypeConverter<Instant> {

    @Override
    public Instant convert(String value) {
        return Durations.parse(value).map(Instant.now()::minus).orElseGet(() -> read(value));
    }

    private static Instant read(String value) {
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException neither) {
            throw new TypeConversionException("\"" + value
                    + "\" is neither how long ago, such as 30s, 2h or 14d, nor a time such as 2026-11-25T10:00:00Z");
        }
    }
}
