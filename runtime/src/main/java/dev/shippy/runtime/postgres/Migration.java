package dev.shippy.runtime.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One step of a schema: a script that is applied once, in one transaction, and never changed afterwards.
 *
 * @param version 1, 2, 3 and so on
 * @param name what it does, in a word or two
 * @param sql statements, separated by semicolons
 */
public record Migration(int version, String name, String sql) {

    /**
     * Reads the script {@code V<version>__<name>.sql} that lies beside a class.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Migration load(Class<?> beside, int version, String name) {
        String file = "V" + version + "__" + name + ".sql";
        try (InputStream script = beside.getResourceAsStream(file)) {
            if (script == null) {
                throw new IllegalArgumentException("No script " + file + " beside " + beside.getName());
            }
            return new Migration(version, name, new String(script.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** SHA-256 of the script, 64 hexadecimal digits. */
    String checksum() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(sql.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
