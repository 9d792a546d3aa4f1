package dev.shippy.runtime.nats;

import dev.shippy.contracts.Headers;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A header that affects a call. Its name is case-insensitive; misspellings of it are detected. */
enum ControlHeader {
    AUTHORIZATION(Headers.AUTHORIZATION),
    REQUEST_ID(Headers.REQUEST_ID),
    DEADLINE(Headers.DEADLINE),
    CALLER(Headers.CALLER),
    TRACE_PARENT(Headers.TRACE_PARENT),
    TRACE_STATE(Headers.TRACE_STATE),
    REFUSED(HeaderGuard.REFUSED),
    REFUSED_TOKEN(HeaderGuard.REFUSED_TOKEN);

    private static final ControlHeader[] ALL = values();
    /** Longer than any misspelling of these names. */
    private static final int LONG = 32;

    private final String spelling;

    ControlHeader(String spelling) {
        this.spelling = spelling;
    }

    /** The spelling in documents and messages. */
    String spelling() {
        return spelling;
    }

    /** The header with this name, in any case. */
    static @Nullable ControlHeader named(String name) {
        int length = name.length();
        for (ControlHeader header : ALL) {
            // Names seldom have equal lengths, and comparing lengths is cheap.
            if (header.spelling.length() == length && header.spelling.equalsIgnoreCase(name)) {
                return header;
            }
        }
        return null;
    }

    /**
     * The header that a misspelt name was meant for: only letters and digits count, a leading {@code X-} is ignored,
     * and {@code Idempotency-Key} is HTTP's name for Request-Id. Trace headers are left out: no call depends on them.
     */
    static @Nullable ControlHeader meantBy(String name) {
        if (name.length() > LONG) {
            return null;
        }
        return switch (letters(name)) {
            case "authorization", "xauthorization" -> AUTHORIZATION;
            case "requestid", "xrequestid", "idempotencykey", "xidempotencykey" -> REQUEST_ID;
            case "deadline", "xdeadline" -> DEADLINE;
            case "caller", "xcaller" -> CALLER;
            default -> null;
        };
    }

    private static String letters(String name) {
        StringBuilder letters = new StringBuilder(name.length());
        name.chars().filter(c -> c < 0x80 && Character.isLetterOrDigit(c)).forEach(c -> letters.append((char) c));
        return letters.toString().toLowerCase(Locale.ROOT);
    }
}
