package dev.shippy.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Headers as they travel, well-formed or not. */
record HeaderBlock(String text) {

    static HeaderBlock empty() {
        return new HeaderBlock("NATS/1.0\r\n\r\n");
    }

    /** With a token, when it is not empty, and a deadline that a busy machine keeps. */
    static HeaderBlock of(String token) {
        HeaderBlock block = empty().with("Deadline", String.valueOf(System.currentTimeMillis() + 25_000));
        return token.isEmpty() ? block : block.with("Authorization", "Bearer " + token);
    }

    HeaderBlock with(String name, String value) {
        return withLines(name + ": " + value + "\r\n");
    }

    HeaderBlock withLines(String lines) {
        return new HeaderBlock(text.substring(0, text.length() - 2) + lines + "\r\n");
    }

    HeaderBlock without(String name) {
        return new HeaderBlock(text.replaceAll(name + ": [^\r\n]*\r\n", ""));
    }

    byte[] bytes() {
        return text.getBytes(ISO_8859_1);
    }
}
