package dev.shippy.user;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.Trace;
import dev.shippy.runtime.MailAddress;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "ada",
                "@",
                "ada@",
                "@example.com",
                "a@b@c",
                "a b@c",
                "a@b c",
                "a@b\r\nBcc: c@d",
                "a@b\0",
                "a@b\u2028c",
                "a\u00a0@b"
            })
    void refusesWhatIsNoAddress(String text) {
        assertRefusedNaming("email", () -> new EmailAddress(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '`',
            value = {
                "ada@example.org true",
                "Ada+shippy@EXAMPLE.org true",
                "ada@localhost true",
                "ada@ex\u00e4mple.org true",
                "jos\u00e9@example.org false",
                "ada@example..org false",
                "ada@example.org. false",
                "a(b)@example.org false",
                "\"ada\"@example.org false",
                "<ada@example.org> false",
                "a,b@example.org false",
                "a;b@example.org false",
                ".ada@example.org false",
                "ada@-x-.org false",
                "ada@[127.0.0.1] false",
            })
    void acceptsOnlyMailAddressesForNewAccounts(String text, boolean mailable) {
        assertEquals(mailable, MailAddress.problemOf(text).isEmpty());
        if (mailable) {
            assertDoesNotThrow(() -> EmailAddress.ofNewAccount(text));
        } else {
            assertRefusedNaming("email", () -> EmailAddress.ofNewAccount(text));
            assertDoesNotThrow(() -> new EmailAddress(text), "an account of an earlier release");
        }
    }

    /** IDN drops some of these from a domain, so that the address would look valid. */
    @ParameterizedTest
    @ValueSource(
            strings = {"ada@exam\u00adple.org", "ada@exam\u200bple.org", "a\u202eda@example.org", "ada@\ue000.org"})
    void refusesHiddenCharactersInNewAddressesOnly(String text) {
        assertRefusedNaming("email", () -> EmailAddress.ofNewAccount(text));
        assertDoesNotThrow(() -> new EmailAddress(text), "an account of an earlier release");
    }

    @Test
    void refusesALongAddress() {
        assertDoesNotThrow(() -> new EmailAddress("a".repeat(198) + "@b"));
        assertRefusedNaming("email", () -> new EmailAddress("a".repeat(199) + "@b"));
    }

    @Test
    void keepsAnAddressAsItIsWrittenAndComparesItInLowerCase() {
        EmailAddress email = new EmailAddress("Ada.I@Example.COM");

        assertEquals("Ada.I@Example.COM", email.text());
        assertEquals("ada.i@example.com", email.key());
    }

    /** Otherwise each spelling of an old account's address would have failed logins of its own. */
    @Test
    void hasOneKeyForAllSpellingsOfAnAddress() {
        for (List<String> spellings : List.of(
                List.of("ada@ex\u00e4mple.org", "ADA@exa\u0308mple.org", "ada@xn--exmple-cua.org"),
                List.of(
                        "jos\u00e9@ex\u00e4mple.org",
                        "JOSE\u0301@EXA\u0308MPLE.org",
                        "Jos\u00e9@XN--exmple-cua.org"))) {
            Set<String> keys = new HashSet<>();
            spellings.forEach(spelling -> keys.add(new EmailAddress(spelling).key()));

            assertEquals(1, keys.size(), keys::toString);
        }
    }

    /** Composing makes the first shorter, and the second longer. */
    @Test
    void countsTheBytesOfAComposedPasswordForNewAccountsOnly() {
        for (String text : List.of("e\u0301pe\u0301e1", "\u0958".repeat(24))) {
            assertRefusedNaming("password", () -> Password.ofNewAccount(text));
            assertEquals(text, new Password(text).normalized().text());
        }
        assertEquals(
                "\u00e9t\u00e9-\u00e9t\u00e9",
                Password.ofNewAccount("e\u0301te\u0301-e\u0301te\u0301")
                        .normalized()
                        .text());
    }

    @Test
    void countsAPasswordsBytes() {
        assertRefusedNaming("password", () -> new Password("1234567"));
        assertDoesNotThrow(() -> new Password("12345678"));
        assertDoesNotThrow(() -> new Password("é".repeat(36)));
        assertRefusedNaming("password", () -> new Password("é".repeat(36) + "x"));
    }

    @Test
    void refusesAnUnpairedSurrogateInAPassword() {
        assertRefusedNaming("password", () -> new Password("12345678\ud83d"));
        assertDoesNotThrow(() -> new Password("12345678\ud83d\udea2"));
    }

    @Test
    void refusesNulInAPassword() {
        assertRefusedNaming("password", () -> new Password("12345678\0"));
    }

    @Test
    void showsNothingSecretOrPersonalInLogs() {
        EmailAddress email = new EmailAddress("ada@example.com");
        Password password = new Password("secret-secret");
        Account account = new Account("id", "Ada", "Engines", email, false, Instant.EPOCH);
        String shown = "" + email + password + account
                + new SignUp("Ada", "Engines", email, password, "request")
                + new NewAccount("id", "Ada", "Engines", email, false, "$2a$hash", "key", Trace.start())
                + new Credentials(account, "$2a$hash", true, "key")
                + new Logins.Attempt(email, password, Samples.soon())
                + new AdminConfig(email, password)
                + new IssuedToken("eyJ", "id", Instant.EPOCH)
                + new SigningKey("kid", "PRIVATE", "PUBLIC", Instant.EPOCH, Instant.EPOCH);

        for (String secret : new String[] {"ada@", "secret", "Ada", "$2a$", "eyJ", "PRIVATE"}) {
            assertFalse(shown.contains(secret), secret);
        }
        assertTrue(shown.contains("Account[id]"));
    }

    private static void assertRefusedNaming(String field, Executable work) {
        ServiceException refused = assertThrows(ServiceException.class, work);
        assertEquals(ErrorCode.INVALID_ARGUMENT, refused.code());
        assertTrue(refused.sentence().startsWith(field + " "), refused.sentence());
    }
}
