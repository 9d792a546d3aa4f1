package dev.shippy.cli;

import dev.shippy.contracts.Characters;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Values as a terminal may show them. */
public final class Text {

    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Text() {}

    /** On one line, see {@link Characters#line(String)}, so that no text can control the terminal. */
    public static String line(Object value) {
        return Characters.line(value.toString());
    }

    /** ISO 8601, to the millisecond. */
    public static String time(Instant time) {
        return MILLIS.format(time);
    }

    /** ISO 8601, to the second; empty for a time that is not set. */
    public static String time(long unixMillis) {
        return unixMillis == 0
                ? ""
                : Instant.ofEpochMilli(unixMillis)
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString();
    }
}
