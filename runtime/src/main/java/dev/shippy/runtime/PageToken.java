package dev.shippy.runtime;

import dev.shippy.contracts.Limits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * Opaque page tokens: a cursor with a digest that binds it to its scope (method, caller, filter). The digest finds tokens that
 * were damaged or belong to another list; it is no secret, since a cursor never shows more than its scope does.
 */
public final class PageToken {

    private static final int DIGEST_BYTES = 8;

    private PageToken() {}

    /**
     * A token that leads to the next page.
     *
     * @param scope what the list is of: method, caller and filter
     * @param cursor where the next page begins, at most 200 characters
     */
    public static String encode(String scope, String cursor) {
        byte[] text = cursor.getBytes(StandardCharsets.UTF_8);
        byte[] token = ByteBuffer.allocate(DIGEST_BYTES + text.length)
                .put(digest(scope, text))
                .put(text)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /**
     * The cursor of a token that is not empty.
     *
     * @throws dev.shippy.contracts.ServiceException INVALID_ARGUMENT when the token was not made for this scope
     */
    public static String decode(String scope, String token) {
        if (token.length() > Limits.PAGE_TOKEN_CHARACTERS) {
            throw Fields.refused("page_token", "is longer than " + Limits.PAGE_TOKEN_CHARACTERS + " characters");
        }
        byte[] bytes = bytesOf(token);
        byte[] text = Arrays.copyOfRange(bytes, DIGEST_BYTES, bytes.length);
        if (!Arrays.equals(digest(scope, text), Arrays.copyOf(bytes, DIGEST_BYTES))) {
            throw notOfThisList();
        }
        return new String(text, StandardCharsets.UTF_8);
    }

    private static byte[] bytesOf(String token) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            if (bytes.length >= DIGEST_BYTES
                    && token.equals(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))) {
                return bytes;
            }
        } catch (IllegalArgumentException notBase64) {
            // Falls through to the one sentence for every token that is not ours.
        }
        throw notOfThisList();
    }

    private static RuntimeException notOfThisList() {
        return Fields.refused("page_token", "does not belong to this list");
    }

    private static byte[] digest(String scope, byte[] cursor) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(scope.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return Arrays.copyOf(digest.digest(cursor), DIGEST_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
