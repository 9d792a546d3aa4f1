package dev.shippy.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CharactersTest {

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x00,
                0x07,
                0x0A,
                0x1B,
                0x7F,
                0x85,
                0x9B, // controls
                0xAD,
                0x061C,
                0x200B,
                0x200E,
                0x202A,
                0x202E,
                0x2066,
                0x2069,
                0xFEFF,
                0xE0041, // format
                0xD800,
                0xDFFF, // surrogates without their other half
                0xE000,
                0xF8FF,
                0xF0000, // private
                0x2028,
                0x2029, // separators
                0x0378,
                0xFDD0,
                0xFFFF,
                0x1FFFE,
                0x3FFFF,
                0xE1000 // unassigned
            })
    void findsHiddenCharacters(int codePoint) {
        String text = "a" + Character.toString(codePoint) + "b";

        assertEquals(OptionalInt.of(codePoint), Characters.firstHidden(text), Characters.name(codePoint));
        assertEquals(OptionalInt.empty(), Characters.firstHidden(Characters.line(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Zo\u00eb M\u00fcller",
                "Jose\u0301",
                "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
                "\u0915\u094d\u200d\u0937",
                "\ud83d\udc69\u200d\ud83d\ude80 \u2764\ufe0f",
                "\u4e2d\u6587 \ud840\udc00",
                "\ud83e\udee0",
                "\u0600\u0661 \u0601 \u0602 \u0603 \u0604 \u0605 \u06dd\u0661",
                "\u070f\u0712 \u08e2 \ud804\udcbd \ud804\udccd"
            })
    void allowsOrdinaryText(String text) {
        assertEquals(OptionalInt.empty(), Characters.firstHidden(text));
        assertEquals(text, Characters.line(text));
    }

    /** All of Unicode: text on one line never controls the terminal. */
    @Test
    void putsEveryCharacterOnOneLine() {
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT).forEach(codePoint -> {
            String line = Characters.line(Character.toString(codePoint));
            assertTrue(Characters.firstHidden(line).isEmpty(), Characters.name(codePoint));
            assertEquals(1, line.codePointCount(0, line.length()), Characters.name(codePoint));
        });
    }

    @Test
    void makesOneLine() {
        assertEquals("a b c d e?", Characters.line("a\r\nb\tc\nd\u2028e\u202e"));
        assertEquals("ab", Characters.line("abc", 2));
        assertEquals("a", Characters.line("a\ud83d\ude00", 2));
    }

    @Test
    void knowsHalfOfASurrogatePair() {
        assertTrue(Characters.isWellFormed(""));
        assertTrue(Characters.isWellFormed("a\ud83d\ude00\ufffd"));
        assertFalse(Characters.isWellFormed("a\ud83d"));
        assertFalse(Characters.isWellFormed("\ude00\ud83d"));
    }

    @Test
    void namesACodePoint() {
        assertEquals("U+0007", Characters.name(7));
        assertEquals("U+1F600", Characters.name(0x1F600));
    }
}
