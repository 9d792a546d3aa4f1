package dev.shippy.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTokenTest {

    private static final String SCOPE = "GetConsignments ada";

    @Test
    void leadsBackToItsCursor() {
        assertEquals("1700000000000 ab", PageToken.decode(SCOPE, PageToken.encode(SCOPE, "1700000000000 ab")));
    }

    @Test
    void belongsToItsScopeOnly() {
        assertRefused("GetConsignments eve", PageToken.encode(SCOPE, "cursor"));
    }

    @Test
    void isRefusedWithAnyCharacterChanged() {
        String token = PageToken.encode(SCOPE, "1700000000000 ab");

        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            assertRefused(SCOPE, token.substring(0, i) + other + token.substring(i + 1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "====", "not a token", "AAAAAAAAAAA", "\u0000"})
    void isRefusedWhenItIsGarbage(String token) {
        assertRefused(SCOPE, token);
        assertRefused(SCOPE, token.repeat(4_096));
    }

    private static void assertRefused(String scope, String token) {
        ServiceException refused = assertThrows(ServiceException.class, () -> {
            String unused = PageToken.decode(scope, token);
        });
        assertEquals(ErrorCode.INVALID_ARGUMENT, refused.code());
        assertEquals(true, refused.sentence().startsWith("page_token "));
    }
}
