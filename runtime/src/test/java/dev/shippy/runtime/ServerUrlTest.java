package dev.shippy.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.runtime.ServerUrl.Host;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerUrlTest {

    private static final String RAW = "ABCXYZabcxyz0189-._~!$&'()*+,;=";

    @ParameterizedTest
    @ValueSource(
            strings = {"my_nats", "10.0.0.1", "a-b.example.org", "_dmarc", "1host", "xn--exmple-cua.org", "exämple.org"
            })
    void takesEveryNameThatAResolverMayKnow(String host) {
        assertEquals(
                List.of(new Host(host, 4222)), parse("nats://" + host + ":4222").hosts());
        assertEquals(
                List.of(new Host(host, ServerUrl.NO_PORT)),
                parse("nats://" + host).hosts());
    }

    @Test
    void takesAddressesOfIpv6InBrackets() {
        ServerUrl url = parse("nats://u:p@[::1]:4222");

        assertEquals(List.of(new Host("::1", 4222)), url.hosts());
        assertEquals("nats://u:p@[::1]:4222", url.written());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "nats://u:p@a:1,b,[::1]:3 nats://u:p@a:1,b,[::1]:3",
                "nats://u:p@a:1,nats://b nats://u:p@a:1,b",
                "nats://u:p@a:1,nats://u:p@b:2 nats://u:p@a:1,b:2",
                "nats://a:1/,nats://b:2/ nats://a:1,b:2",
            })
    void takesListsOfServers(String written, String read) {
        assertEquals(read, parse(written).written());
    }

    /** Each character unencoded where RFC 3986 allows it, and percent-encoded. */
    static Stream<String> secrets() {
        Stream<String> encoded = IntStream.concat(IntStream.range(' ', 0x7F), IntStream.of(0xE4, 0x20AC, 0x1F6A2))
                .mapToObj(c -> "x" + PercentEncoding.encode(Character.toString(c)) + "y");
        return Stream.concat(encoded, RAW.chars().mapToObj(c -> "x" + (char) c + "y"));
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void decodesEveryCharacterOfUserAndPassword(String written) {
        ServerUrl url = parse("nats://" + written + ":" + written + "@host:1");
        String meant = PercentEncoding.decode(written);

        assertEquals(meant, url.user());
        assertEquals(meant, url.password());
        assertEquals(url, parse(url.written()));
    }

    @Test
    void takesAColonInThePassword() {
        assertEquals("a:b", parse("nats://u:a:b@host").password());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nats://u:SECRET#x@host:1|the user or the password contains #, which must be percent-encoded as %23",
                "nats://u:SECRET/x@host:1|the user or the password contains /, which must be percent-encoded as %2F",
                "nats://u:SECRET?x@host:1|the user or the password contains ?, which must be percent-encoded as %3F",
                "nats://u:12/SECRET@host:1|the path contains @, which must be percent-encoded as %40, or the password contains /, which must be percent-encoded as %2F",
                "nats://u:12?SECRET@host:1|the path contains @, which must be percent-encoded as %40, or the password contains ?, which must be percent-encoded as %3F",
                "nats://u:SECRET@x@host:1|the password contains @, which must be percent-encoded as %40",
                "nats://u:SECRET[x@host:1|the password contains [, which must be percent-encoded as %5B",
                "nats://u:SECRET]x@host:1|the password contains ], which must be percent-encoded as %5D",
                "nats://u:SECRET x@host:1|the password contains a space, which must be percent-encoded as %20",
                "nats://u:SECRET%zz@host:1|the password contains a % that must be percent-encoded as %25",
                "nats://u:SECRET%FF@host:1|the password is not UTF-8 when it is decoded",
                "nats://u[:SECRET@host:1|the user contains [, which must be percent-encoded as %5B",
                "nats://u:SECRET@|the host is missing",
                "nats://u:SECRET@a,,b|the host is missing",
                "nats://u:SECRET@:4222|the host is missing",
                "nats://u:SECRET@host:x|the port is not a number from 1 to 65535",
                "nats://u:SECRET@host:|the port is not a number from 1 to 65535",
                "nats://u:SECRET@host:65536|the port is not a number from 1 to 65535",
                "nats://u:SECRET@::1|the host contains a colon: write an IPv6 address in brackets, as in [::1]:4222",
                "nats://u:SECRET@a b|the host contains a space, which must be percent-encoded as %20",
                "nats://u:SECRET@a,nats://u:OTHER@b|its servers have different users or passwords",
                "http://u:SECRET@host|the scheme is not nats:// or tls://",
                "u:SECRET@host|it does not begin with nats:// or tls://",
            })
    void saysWhatIsWrongAndNoSecret(String written, String reason) {
        IllegalArgumentException wrong = assertThrows(IllegalArgumentException.class, () -> parse(written));

        assertEquals(reason, wrong.getMessage());
        for (Throwable cause = wrong; cause != null; cause = cause.getCause()) {
            assertFalse(String.valueOf(cause.getMessage()).contains("SECRET"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nats://host/db?user=me@server",
                "nats://host:1/?appName=a@b",
                "nats://host/a@b",
                "nats://u:p@host:1/a@b?c@d",
                "nats://a:1,[::1]:2/?c=d@e"
            })
    void takesAnAtSignInPathAndQuery(String url) {
        assertEquals(url, parse(url).written());
    }

    @Test
    void showsNeitherUserNorPassword() {
        ServerUrl url = parse("nats://user:secret@a_b:1,c:2");

        assertEquals("nats://a_b:1,c:2", url.toString());
        assertTrue(url.written().startsWith("nats://user:secret@"));
    }

    private static ServerUrl parse(String text) {
        return ServerUrl.parse(text, "nats", "tls");
    }
}
