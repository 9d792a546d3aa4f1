package dev.shippy.consignment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Ids of consignments: derived from who asks and the Request-Id, so that asking again finds the same consignment. */
final class ConsignmentIds {

    private static final int BYTES = 16;
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

    private ConsignmentIds() {}

    /** 32 hexadecimal digits. */
    static String of(String owner, String requestId) {
        MessageDigest digest = Digest.sha256();
        digest.update(owner.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        byte[] hash = digest.digest(requestId.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, BYTES);
    }

    static boolean isId(String text) {
        return FORM.matcher(text).matches();
    }
}
