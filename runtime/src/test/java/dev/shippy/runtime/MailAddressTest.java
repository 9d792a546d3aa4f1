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

    @ParameterizedTest
    @CsvSource({
        "Ada@Example.org, ada@EXAMPLE.ORG",
        "ada@ex\u00e4mple.org, ada@exa\u0308mple.org",
        "ada@ex\u00e4mple.org, ada@xn--exmple-cua.org",
        "ada@ex\u00e4mple.org, ADA@EX\u00c4MPLE.ORG",
        "ada@example.org, ada@example\u3002org",
    })
    void hasOneIdentityForAllSpellings(String one, String other) {
        assertEquals(MailAddress.of(one).identity(), MailAddress.of(other).identity());
    }

    @ParameterizedTest
    @CsvSource({"ada@example.org, ada@example.com", "ada@example.org, a.da@example.org"})
    void hasAnotherIdentityForAnotherMailbox(String one, String other) {
        assertNotEquals(MailAddress.of(one).identity(), MailAddress.of(other).identity());
    }
}
