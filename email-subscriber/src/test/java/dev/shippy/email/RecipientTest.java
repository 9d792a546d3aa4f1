package dev.shippy.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.shippy.runtime.MailAddress;
import org.junit.jupiter.api.Test;

class RecipientTest {

    @Test
    void refusesANameThatIsTooLongOrHasALineBreak() {
        MailAddress address = new MailAddress("ada@example.org");
        assertThrows(IllegalArgumentException.class, () -> new Recipient("a".repeat(201), address));
        assertThrows(IllegalArgumentException.class, () -> new Recipient("Ada\r\nSubject: x", address));
        assertThrows(IllegalArgumentException.class, () -> new Recipient("Ada\u0000", address));
        assertThrows(IllegalArgumentException.class, () -> new Recipient("Ada\u202e", address));
        assertEquals("Recipient", new Recipient("Ada", address).toString());
    }
}
