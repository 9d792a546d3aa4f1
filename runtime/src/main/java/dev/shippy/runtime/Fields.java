package dev.shippy.runtime;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.shippy.contracts.Characters;
import dev.shippy.contracts.Limits;
import dev.shippy.contracts.ServiceException;
import java.time.Clock;
import java.time.Instant;
import java.util.regex.Pattern;

/** Checks of request fields. Each refuses with INVALID_ARGUMENT and a sentence that begins with the field's name. */
public final class Fields {

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private Fields() {}

    /** A text of at most so many characters (UTF-16 units), without {@link Characters#firstHidden hidden ones}; may be empty. */
    @CanIgnoreReturnValue
    public static String text(String field, String value, int most) {
        if (value.length() > most) {
            throw refused(field, "has " + value.length() + " characters, at most " + most + " are allowed");
        }
        Characters.firstHidden(value).ifPresent(hidden -> {
            throw refused(field, "contains the character " + Characters.name(hidden) + ", which is not allowed");
        });
        return value;
    }

    /** As {@link #text}, and not blank. */
    @CanIgnoreReturnValue
    public static String requiredText(String field, String value, int most) {
        if (value.isBlank()) {
            throw refused(field, "is missing");
        }
        return text(field, value, most);
    }

    /** As {@link #text}, but lines and tabs are allowed. */
    @CanIgnoreReturnValue
    public static String prose(String field, String value, int most) {
        text(field, value.replace("\r\n", "  ").replace('\n', ' ').replace('\t', ' '), most);
        return value;
    }

    /** A whole number between two bounds, both included. */
    @CanIgnoreReturnValue
    public static int range(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw refused(field, "is " + value + ", from " + least + " to " + most + " is allowed");
        }
        return value;
    }

    /** 1 to 64 letters, digits, {@code _} or {@code -}. */
    @CanIgnoreReturnValue
    public static String identifier(String field, String value) {
        if (!IDENTIFIER.matcher(value).matches()) {
            throw refused(field, "is not 1 to 64 letters, digits, '_' or '-'");
        }
        return value;
    }

    /** A time that has passed, Unix milliseconds. */
    public static Instant pastTime(String field, long value, Clock clock) {
        if (value < 1 || value > clock.millis()) {
            throw refused(
                    field,
                    "is " + value + ", but must not be after the server's time " + clock.millis()
                            + ", in Unix milliseconds");
        }
        return Instant.ofEpochMilli(value);
    }

    /** The size of a page: what is asked for, or the default for 0. */
    public static int pageSize(int requested) {
        range("page_size", requested, 0, Limits.MAX_PAGE_SIZE);
        return requested == 0 ? Limits.PAGE_SIZE : requested;
    }

    /** The refusal of a field. */
    public static ServiceException refused(String field, String why) {
        return ServiceException.invalidArgument(field + " " + why);
    }
}
