package dev.shippy.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.runtime.MailAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LettersTest {

    private static final Recipient ADA = new Recipient("Ada", new MailAddress("ada@example.org"));
    private static final Occasion BOOKED = new Occasion.Booked("ada", "6f1c", "vessel001");

    @Test
    void tellsOfABooking() {
        Mail mail = Letters.write("1", BOOKED, ADA);

        assertEquals("Your consignment 6f1c is booked", mail.subject());
        assertEquals("""
                Hello Ada,

                Your consignment is booked.

                  Consignment: 6f1c
                  Vessel:      vessel001

                You can cancel it at any time; its room is then free again.

                Your Shippy crew
                """, mail.text());
        assertTrue(mail.html().contains("<td>vessel001</td>"));
    }

    @Test
    void tellsOfACancellation() {
        Mail mail = Letters.write("1", new Occasion.Cancelled("ada", "6f1c"), ADA);

        assertEquals("Your consignment 6f1c is cancelled", mail.subject());
        assertTrue(mail.text().contains("Consignment: 6f1c"));
        assertTrue(mail.html().contains("<td>6f1c</td>"));
    }

    @Test
    void greetsWhoeverHasNoName() {
        Recipient nameless = new Recipient("  ", ADA.address());
        assertTrue(Letters.write("1", BOOKED, nameless).text().startsWith("Hello,\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Get rich at example.org",
                "https://evil",
                "me@evil",
                "EXAMPLE.ORG",
                "t.co",
                "evil/Ab1",
                "Call +1-900-555-1234"
            })
    void carriesNoLinkOfWhoeverSignedTheReaderUp(String name) {
        Recipient victim = new Recipient(name, ADA.address());
        Mail mail = Letters.write("1", new Occasion.Welcome("a"), victim);
        assertTrue(mail.text().startsWith("Hello,\n"), mail.text());
        assertFalse(mail.html().contains(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"J. R. R. Tolkien", "J.R.R. Tolkien", "Conan O'Brien", "\u738b\u5c0f\u660e", "Dr. No"})
    void greetsByName(String name) {
        Mail mail = Letters.write("1", BOOKED, new Recipient(name, ADA.address()));
        assertTrue(mail.text().startsWith("Hello " + name + ",\n"), mail.text());
    }

    @Test
    void hasNoRoomForAMessageInAName() {
        Recipient talker = new Recipient("x".repeat(41), ADA.address());
        assertTrue(Letters.write("1", BOOKED, talker).text().startsWith("Hello,\n"));
    }

    @Test
    void escapesNamesInHtml() {
        Recipient eve = new Recipient("<p><script>alert(\"1\")<b>&%s", ADA.address());
        for (Occasion occasion : List.of(BOOKED, new Occasion.Welcome("a"), new Occasion.Cancelled("a", "b"))) {
            Mail mail = Letters.write("1", occasion, eve);
            assertFalse(mail.html().contains("<script"), mail.html());
            assertTrue(mail.html().contains("&lt;p&gt;&lt;script&gt;alert(&#34;1&#34;)&lt;b&gt;&amp;%s"));
            assertTrue(mail.text().contains(eve.name()));
        }
    }

    @Test
    void makesAMessageIdOfAnyEventId() {
        assertEquals("<a-b_1.c@shippy.local>", mail("a-b_1.c").messageId("shippy.local"));
        assertEquals("<=3Ca=3E=40b=22@shippy.local>", mail("<a>@b\"").messageId("shippy.local"));
    }

    private static Mail mail(String id) {
        return Letters.write(id, BOOKED, ADA);
    }
}
