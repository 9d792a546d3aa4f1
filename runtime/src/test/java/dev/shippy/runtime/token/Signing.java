package dev.shippy.runtime.token;

import dev.shippy.contracts.user.v1.Key;
import dev.shippy.contracts.user.v1.KeySet;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.UUID;

/** A key pair that signs tokens of any content, as an attacker's or a broken issuer's would. */
public final class Signing {

    private final Vertx vertx;
    private final String keyId;
    private final KeyPair pair;

    public Signing(Vertx vertx, String keyId) {
        this.vertx = vertx;
        this.keyId = keyId;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            this.pair = generator.generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public String publicPem() {
        return pem("PUBLIC KEY", pair.getPublic().getEncoded());
    }

    public KeySet keySet() {
        return KeySet.newBuilder()
                .addKeys(Key.newBuilder()
                        .setKid(keyId)
                        .setAlgorithm("PS256")
                        .setPem(publicPem())
                        .setSigning(true))
                .setMaxAge(60_000)
                .build();
    }

    /** Claims of a good token of the user. */
    public static JsonObject claims(String userId) {
        long now = System.currentTimeMillis() / 1000;
        return new JsonObject()
                .put("iss", "shippy")
                .put("aud", "shippy")
                .put("sub", userId)
                .put("roles", new JsonArray())
                .put("iat", now)
                .put("exp", now + 3_600)
                .put("jti", UUID.randomUUID().toString());
    }

    public String good(String userId) {
        return sign(claims(userId), new JsonObject());
    }

    public String sign(JsonObject claims, JsonObject header) {
        return sign("PS256", pem("PRIVATE KEY", pair.getPrivate().getEncoded()), claims, header);
    }

    /** Signs with the public key's text as if it were an HMAC secret. */
    public String signWithPublicKeyAsSecret(JsonObject claims) {
        return sign("HS256", publicPem(), claims, new JsonObject());
    }

    private String sign(String algorithm, String key, JsonObject claims, JsonObject header) {
        PubSecKeyOptions secret =
                new PubSecKeyOptions().setAlgorithm(algorithm).setId(keyId).setBuffer(key);
        JWTOptions options = new JWTOptions().setAlgorithm(algorithm).setHeader(header.put("kid", keyId));
        return JWTAuth.create(vertx, new JWTAuthOptions().addPubSecKey(secret)).generateToken(claims, options);
    }

    private static String pem(String kind, byte[] content) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + kind
                + "-----\n";
    }
}
