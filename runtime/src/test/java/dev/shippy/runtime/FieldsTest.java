package dev.shippy.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class FieldsTest {

    @Test
    void namesTheFieldThatItRefuses() {
        assertRefused("name has 4 characters, at most 3 are allowed", () -> Fields.text("name", "four", 3));
        assertRefused(
                "name contains the character U+0000, which is not allowed", () -> Fields.text("name", "a\u0000", 3));
        assertRefused(
                "name contains the character U+000D, which is not allowed", () -> Fields.text("name", "a\r\nb", 9));
        assertRefused(
                "name contains the character U+202E, which is not allowed", () -> Fields.text("name", "a\u202eb", 9));
        assertRefused(
                "name contains the character U+D83D, which is not allowed", () -> Fields.text("name", "\ud83d", 9));
        assertRefused(
                "text contains the character U+2029, which is not allowed", () -> Fields.prose("text", "\n\u2029", 9));
        assertRefused("name is missing", () -> Fields.requiredText("name", " ", 3));
        assertRefused("weight is 0, from 1 to 9 is allowed", () -> Fields.range("weight", 0, 1, 9));
        assertRefused("id is not 1 to 64 letters, digits, '_' or '-'", () -> Fields.identifier("id", "a.b"));
        assertRefused("page_size is -1, from 0 to 1000 is allowed", () -> {
            int unused = Fields.pageSize(-1);
        });
    }

    @Test
    void letsGoodFieldsPass() {
        assertEquals("", Fields.text("name", "", 3));
        assertEquals("a\n\tb", Fields.prose("description", "a\n\tb", 4));
        assertEquals(9, Fields.range("weight", 9, 1, 9));
        assertEquals("vessel-001_a", Fields.identifier("id", "vessel-001_a"));
        assertEquals(50, Fields.pageSize(0));
        assertEquals(1_000, Fields.pageSize(1_000));
    }

    private static void assertRefused(String sentence, Executable check) {
        ServiceException refused = assertThrows(ServiceException.class, check);
        assertEquals(ErrorCode.INVALID_ARGUMENT, refused.code());
        assertEquals(sentence, refused.sentence());
    }
}
