package dev.shippy.email;

import dev.shippy.contracts.Characters;
import dev.shippy.runtime.MailAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sender of the mails.
 *
 * @param name what readers see, at most 200 characters, none of them {@link Characters#firstHidden hidden}; may be empty
 */
record Sender(String name, MailAddress address) {

    private static final Pattern NAMED = Pattern.compile("(.*)<([^<>]*)>", Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"", Pattern.DOTALL);
    /** RFC 5322: what needs no quotes. */
    private static final Pattern ATOMS = Pattern.compile("[A-Za-z0-9 !#$%&'*+/=?^_`{|}~-]*");

    private static final Pattern ASCII = Pattern.compile("[ -~]*");
    private static final int MAX_NAME = 200;
    /** RFC 2047: a word has at most 75 characters, delimiters included. */
    private static final int WORD_OCTETS = 45;

    Sender {
        Characters.firstHidden(name).ifPresent(character -> {
            throw new IllegalArgumentException("the name contains the character " + Characters.name(character));
        });
        if (name.length() > MAX_NAME) {
            throw new IllegalArgumentException("the name is longer than " + MAX_NAME + " characters");
        }
    }

    /**
     * Reads {@code ada@example.org}, {@code Ada <ada@example.org>} or {@code "Ada" <ada@example.org>}. The name needs no quotes.
     *
     * @throws IllegalArgumentException with a message that names the problem
     */
    static Sender parse(String text) {
        String written = text.strip();
        Matcher named = NAMED.matcher(written);
        if (!named.matches()) {
            return new Sender("", new MailAddress(written));
        }
        return new Sender(
                name(named.group(1).strip()), new MailAddress(named.group(2).strip()));
    }

    /** The value of the header From, in ASCII: the name is quoted or encoded (RFC 2047) if it has to be. */
    String header() {
        if (name.isEmpty()) {
            return address.text();
        }
        return phrase() + " <" + address.text() + ">";
    }

    private static String name(String written) {
        Matcher quoted = QUOTED.matcher(written);
        if (quoted.matches()) {
            return quoted.group(1).replaceAll("\\\\(.)", "$1");
        }
        if (written.matches(".*[<>].*")) {
            throw new IllegalArgumentException("it names more than one address");
        }
        return written;
    }

    private String phrase() {
        if (ATOMS.matcher(name).matches()) {
            return name;
        }
        if (ASCII.matcher(name).matches()) {
            return "\"" + name.replaceAll("([\"\\\\])", "\\\\$1") + "\"";
        }
        return String.join(" ", encodedWords());
    }

    private List<String> encodedWords() {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int c : name.codePoints().toArray()) {
            String next = word + Character.toString(c);
            if (next.getBytes(StandardCharsets.UTF_8).length > WORD_OCTETS) {
                words.add(encoded(word.toString()));
                word.setLength(0);
            }
            word.appendCodePoint(c);
        }
        words.add(encoded(word.toString()));
        return words;
    }

    private static String encoded(String word) {
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(word.getBytes(StandardCharsets.UTF_8)) + "?=";
    }

    /** For logs: an address is personal. */
    @Override
    public String toString() {
        return "Sender";
    }
}
