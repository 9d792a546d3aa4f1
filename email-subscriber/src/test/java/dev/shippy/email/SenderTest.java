package dev.shippy.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.runtime.MailAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SenderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a@example.org|a@example.org",
                "<a@example.org>|a@example.org",
                "Acme <a@example.org>|Acme <a@example.org>",
                "\"Acme\" <a@example.org>|Acme <a@example.org>",
                "Acme, Inc. <a@example.org>|\"Acme, Inc.\" <a@example.org>",
                "\"Acme, Inc.\" <a@example.org>|\"Acme, Inc.\" <a@example.org>",
                "Acme (x) \"best\" <a@example.org>|\"Acme (x) \\\"best\\\"\" <a@example.org>",
                "\"a \\\"b\\\" <c>\" <a@example.org>|\"a \\\"b\\\" <c>\" <a@example.org>",
                "Müller <a@example.org>|=?UTF-8?B?TcO8bGxlcg==?= <a@example.org>",
            })
    void becomesAHeaderInAscii(String written, String header) {
        assertEquals(header, Sender.parse(written).header());
    }

    @Test
    void splitsALongNameBetweenCharacters() {
        String name = "ä\u20ac\uD83D\uDEA2".repeat(20);
        String header = Sender.parse(name + " <a@example.org>").header();
        String[] words = header.substring(0, header.indexOf(" <")).split(" ");

        assertTrue(Stream.of(words).allMatch(word -> word.length() <= 75), header);
        assertEquals(name, Stream.of(words).map(SenderTest::decoded).collect(Collectors.joining()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nobody|Invalid mail address: it has no @",
                "Shippy <a@example.org>, <b@example.org>|it names more than one address",
                "`Shippy\r\nBcc: eve@example.org <a@example.org>`|the name contains the character U+000D",
                "`Shippy\u2028Bcc <a@example.org>`|the name contains the character U+2028",
            })
    void saysWhatIsWrong(String written, String reason) {
        IllegalArgumentException wrong = assertThrows(IllegalArgumentException.class, () -> Sender.parse(written));

        assertEquals(reason, wrong.getMessage());
    }

    @Test
    void cannotBeInvalid() {
        MailAddress address = new MailAddress("a@example.org");

        assertThrows(IllegalArgumentException.class, () -> new Sender("Shippy\r\nBcc: eve@example.org", address));
        assertThrows(IllegalArgumentException.class, () -> new Sender("x".repeat(201), address));
        assertEquals("x".repeat(200), new Sender("x".repeat(200), address).name());
    }

    private static String decoded(String word) {
        String base64 = word.replace("=?UTF-8?B?", "").replace("?=", "");
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
