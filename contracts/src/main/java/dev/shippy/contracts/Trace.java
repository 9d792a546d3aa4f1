package dev.shippy.contracts;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Where a call belongs in a distributed trace (W3C Trace Context, level 1).
 *
 * @param parent the header {@code traceparent}: {@code 00-<32 hex>-<16 hex>-<2 hex>}
 * @param state the header {@code tracestate}, at most 512 characters, or empty
 */
public record Trace(String parent, String state) {

    private static final String VERSION = "00-";
    private static final int TRACE_ID = 3;
    private static final int TRACE_ID_END = 35;
    private static final int SPAN_ID = 36;
    private static final int SPAN_ID_END = 52;
    private static final int FLAGS = 53;
    private static final int LENGTH = 55;
    private static final int MAX_STATE = 512;

    /** The trace that the headers name, or a new one when they are absent or malformed, as the standard asks. */
    public static Trace of(String parent, String state) {
        if (!isWellFormed(parent)) {
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
        return new Trace(parent.substring(0, SPAN_ID) + randomHex() + parent.substring(SPAN_ID_END), state);
    }

    /** By hand, since every message has one or two and a pattern took a twentieth of what a booking costs. */
    private static boolean isWellFormed(String parent) {
        return parent.length() == LENGTH
                && parent.startsWith(VERSION)
                && isId(parent, TRACE_ID, TRACE_ID_END)
                && parent.charAt(TRACE_ID_END) == '-'
                && isId(parent, SPAN_ID, SPAN_ID_END)
                && parent.charAt(SPAN_ID_END) == '-'
                && isHex(parent, FLAGS, LENGTH);
    }

    /** All zeros are no id. */
    private static boolean isId(String text, int start, int end) {
        boolean isZero = true;
        for (int i = start; i < end; i++) {
            isZero &= text.charAt(i) == '0';
        }
        return !isZero && isHex(text, start, end);
    }

    private static boolean isHex(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }

    private static String randomHex() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
    }
}
