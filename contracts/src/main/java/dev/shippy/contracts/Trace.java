package dev.shippy.contracts;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * Where a call belongs in a distributed trace (W3C Trace Context, level 1).
 *
 * @param parent the header {@code traceparent}: {@code 00-<32 hex>-<16 hex>-<2 hex>}
 * @param state the header {@code tracestate}, at most 512 characters, or empty
 */
public record Trace(String parent, String state) {

    private static final Pattern PARENT = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final int MAX_STATE = 512;

    /** The trace that the headers name, or a new one when they are absent or malformed, as the standard asks. */
    public static Trace of(String parent, String state) {
        if (!PARENT.matcher(parent).matches()) {
            return start();
        }
        boolean plain = state.length() <= MAX_STATE && state.chars().allMatch(c -> c >= ' ' && c <= '~');
        return new Trace(parent, plain ? state : "");
    }

    /** A new trace that is not sampled. */
    public static Trace start() {
        return new Trace("00-" + randomHex() + randomHex() + "-" + randomHex() + "-00", "");
    }

    /** The same trace, one hop further. */
    public Trace child() {
        return new Trace(parent.substring(0, 36) + randomHex() + parent.substring(52), state);
    }

    private static String randomHex() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
    }
}
