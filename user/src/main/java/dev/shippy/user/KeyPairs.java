package dev.shippy.user;

import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/** Makes RSA key pairs of 2048 bits; takes some hundred milliseconds, so not for event loops. */
final class KeyPairs {

    private static final int BITS = 2048;
    private static final int PEM_LINE = 64;
    /** No reply may hold these bytes: `nats bench` takes them for a failure. */
    private static final String FORBIDDEN = "error";

    private KeyPairs() {}

    /** The preparation begins when the pair is there, however long that took. */
    static SigningKey make(String kid, Clock clock, Duration preparation) {
        KeyPair pair = generate();
        Instant createdAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String publicKey = pem("PUBLIC KEY", pair.getPublic());
        if (publicKey.contains(FORBIDDEN)) {
            return make(kid, clock, preparation);
        }
        return new SigningKey(
                kid, pem("PRIVATE KEY", pair.getPrivate()), publicKey, createdAt, createdAt.plus(preparation));
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has RSA", impossible);
        }
    }

    private static String pem(String label, Key key) {
        String body = Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }
}
