package dev.shippy.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.org",
                "Ada.Lovelace+shippy@sub.example.co.uk",
                "o'hara@localhost",
                "a/b=c@example.org",
            })
    void takesAnAddress(String text) {
        assertEquals(text, MailAddress.of(text).text());
    }

    @Test
    void takesADomainInItsOwnScript() {
        assertEquals(
                "ada@xn--bcher-kva.example",
                MailAddress.of("ada@b\u00fccher.example").text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada",
                "@example.org",
                "ada@",
                "ada@example.org\r\nBcc: eve@example.org",
                "ada@example.org\nRCPT TO:<eve@example.org>",
                "ada\r\n@example.org",
                "ada\u0000@example.org",
                "ada\t@example.org",
                "ada\u0085@example.org",
                "ada\u2028@example.org",
                "ada@example.org,eve@example.org",
                "ada@example.org;eve@example.org",
                "eve,ada@example.org",
                "ada@eve@example.org",
                "Ada <ada@example.org>",
                "<ada@example.org>",
                "ada@example.org> SIZE=1",
                "ada@example.org(eve)",
                "\"ada\"@example.org",
                "ada@[127.0.0.1]",
                "ada@-example.org",
                "ada@example..org",
                ".ada@example.org",
                "\u00e4da@example.org",
                "ada @example.org",
                "undisclosed:ada@example.org;",
            })
    void refusesWhatIsNotOneAddress(String text) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> MailAddress.of(text));
        assertFalse(String.valueOf(refused.getMessage()).contains("ada"), "An address is not repeated");
    }

    @Test
    void refusesWhatIsTooLong() {
        assertEquals(
                200, MailAddress.of("a".repeat(188) + "@example.org").text().length());
        assertThrows(IllegalArgumentException.class, () -> MailAddress.of("a".repeat(189) + "@example.org"));
    }

    @Test
    void refusesANameThatIsTooLongOrHasALineOfItsOwn() {
        MailAddress address = new MailAddress("ada@example.org");
        assertThrows(IllegalArgumentException.class, () -> new Recipient("a".repeat(201), address));
        assertThrows(IllegalArgumentException.class, () -> new Recipient("Ada\r\nSubject: x", address));
        assertThrows(IllegalArgumentException.class, () -> new Recipient("Ada\u0000", address));
        assertThrows(IllegalArgumentException.class, () -> new Recipient("Ada\u202e", address));
        assertEquals("Recipient", new Recipient("Ada", address).toString());
    }
}
