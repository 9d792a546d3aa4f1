package dev.shippy.user;

import java.time.Instant;

/**
 * A key pair.
 *
 * @param kid what tokens name, hexadecimal
 * @param privateKey PEM, PKCS #8; never leaves the service and its database
 * @param publicKey PEM, X.509 SubjectPublicKeyInfo
 * @param createdAt whole milliseconds
 * @param signsFrom when it begins to sign, whole milliseconds
 */
record SigningKey(String kid, String privateKey, String publicKey, Instant createdAt, Instant signsFrom) {

    @Override
    public String toString() {
        return "SigningKey[" + kid + "]";
    }
}
