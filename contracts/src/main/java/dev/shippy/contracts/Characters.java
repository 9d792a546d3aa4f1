package dev.shippy.contracts;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * Decides by Unicode category which characters may be shown to other people. Controls steer a terminal, format
 * characters reverse or hide text, and surrogates, private-use and unassigned characters have no common meaning.
 */
public final class Characters {

    /** Format characters that Persian, Hindi and emoji need. */
    private static final int NON_JOINER = 0x200C;

    private static final int JOINER = 0x200D;

    private static final int PLANE_BITS = 16;
    private static final int LAST_PLANE_OF_LETTERS = 3;
    private static final int NO_CHARACTER = 0xFFFE;

    private Characters() {}

    /** The first character that must not be shown, if there is one. */
    public static OptionalInt firstHidden(String text) {
        return text.codePoints().filter(Characters::isHidden).findFirst();
    }

    /** Whether a text can be encoded: half of a surrogate pair alone is no character. */
    public static boolean isWellFormed(String text) {
        return text.codePoints().noneMatch(character -> Character.getType(character) == Character.SURROGATE);
    }

    /** A code point as Unicode writes it, such as {@code U+202E}. */
    public static String name(int codePoint) {
        return String.format(Locale.ROOT, "U+%04X", codePoint);
    }

    /** On one line: a line break or a tab becomes a space, and any other character that must not be shown a question mark. */
    public static String line(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.replaceAll("\\R|\\t", " ")
                .codePoints()
                .map(character -> isHidden(character) ? '?' : character)
                .forEach(line::appendCodePoint);
        return line.toString();
    }

    /** As {@link #line(String)}, cut to a number of UTF-16 units without splitting a character. */
    public static String line(String text, int most) {
        String line = line(text);
        if (line.length() <= most) {
            return line;
        }
        return line.substring(0, Character.isHighSurrogate(line.charAt(most - 1)) ? most - 1 : most);
    }

    private static boolean isHidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            case Character.FORMAT -> codePoint != NON_JOINER && codePoint != JOINER && !isVisibleSign(codePoint);
            case Character.UNASSIGNED -> !isNewerPerhaps(codePoint);
            default -> false;
        };
    }

    /** Signs that stand before or around a number or a word: Unicode's Prepended_Concatenation_Mark. */
    private static boolean isVisibleSign(int codePoint) {
        return switch (codePoint) {
            case 0x0600, 0x0601, 0x0602, 0x0603, 0x0604, 0x0605, 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2 -> true;
            case 0x110BD, 0x110CD -> true;
            default -> false;
        };
    }

    /** Each version of Unicode adds emoji and Han characters to planes 1 to 3, before this JVM knows them. */
    private static boolean isNewerPerhaps(int codePoint) {
        int plane = codePoint >> PLANE_BITS;
        return plane >= 1 && plane <= LAST_PLANE_OF_LETTERS && (codePoint & NO_CHARACTER) != NO_CHARACTER;
    }
}
