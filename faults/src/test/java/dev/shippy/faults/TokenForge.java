package dev.shippy.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens that are wrong in every way there is, some with the true key, which it takes from the database. */
final class TokenForge {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final String userId;
    private final String goodToken;
    private final String kid;
    private final String publicKey;
    private final PrivateKey trueKey;
    private final PrivateKey otherKey;

    TokenForge(Vertx vertx, Installation installation, Person person) throws GeneralSecurityException {
        SqlClient client = PgBuilder.client()
                .connectingTo(installation.postgres.url())
                .using(vertx)
                .build();
        Row key = client.query("SELECT kid, private_key, public_key FROM accounts.signing_key LIMIT 1")
                .execute()
                .await()
                .iterator()
                .next();
        client.close().await();
        this.userId = GoodMessages.idOf(person);
        this.goodToken = person.token();
        this.kid = key.getString("kid");
        this.publicKey = key.getString("public_key");
        String pem = key.getString("private_key").replaceAll("-----[^-]*-----|\\s", "");
        this.trueKey = KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
        this.otherKey = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
    }

    /** Good in every respect: what the others are compared with. */
    String good() {
        return signed(header(), claims(), trueKey);
    }

    /** Names of what is wrong, and the tokens. */
    Map<String, String> bad() {
        JsonObject claims = claims();
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("111", "111");
        bad.put("111.111.111", "111.111.111");
        bad.put("dots", "..");
        bad.put("a null header", encoded("null") + "." + encoded(claims) + ".x");
        bad.put("a deep header", encoded("[".repeat(1_500)) + "." + encoded(claims) + ".x");
        for (String none : List.of("none", "None", "NONE", "nOnE")) {
            String unsigned = encoded(header().put("alg", none)) + "." + encoded(claims) + ".";
            bad.put("alg " + none, unsigned);
            bad.put("alg " + none + " in two parts", unsigned.substring(0, unsigned.length() - 1));
        }
        bad.put("no signature", encoded(header()) + "." + encoded(claims) + ".");
        bad.put("another key", signed(header(), claims, otherKey));
        bad.put("HS256 with the public key", hs256(header().put("alg", "HS256"), claims));
        bad.put("RS256", signed(header().put("alg", "RS256"), claims, trueKey));
        bad.put("an unknown kid", signed(header().put("kid", "nobody"), claims, trueKey));
        bad.put("a kid that is a path", signed(header().put("kid", "../../etc/passwd"), claims, trueKey));
        bad.put("no kid", signed(without(header(), "kid"), claims, trueKey));
        bad.put("a kid of 7", signed(header().put("kid", 7), claims, trueKey));
        bad.put("an unknown crit", signed(header().put("crit", new JsonArray().add("x")), claims, trueKey));
        bad.put("an empty crit", signed(header().put("crit", new JsonArray()), claims, trueKey));
        for (String claim : List.of("exp", "iat", "sub", "jti", "iss", "aud")) {
            bad.put("no " + claim, signed(header(), without(claims(), claim), trueKey));
            bad.put("a null " + claim, signed(header(), claims().putNull(claim), trueKey));
            bad.put("an object as " + claim, signed(header(), claims().put(claim, new JsonObject()), trueKey));
        }
        bad.put("another issuer", signed(header(), claims().put("iss", "other"), trueKey));
        bad.put("another audience", signed(header(), claims().put("aud", "other"), trueKey));
        bad.put("expired", signed(header(), claims().put("exp", now() - 60), trueKey));
        bad.put("exp as text", signed(header(), claims().put("exp", "never"), trueKey));
        bad.put("exp beyond time", signed(header(), claims().put("exp", Double.MAX_VALUE), trueKey));
        bad.put("exp of the largest number", signed(header(), claims().put("exp", Long.MAX_VALUE), trueKey));
        bad.put("nobody's", signed(header(), claims().put("sub", "nobody"), trueKey));
        bad.put("a sub with a NUL", signed(header(), claims().put("sub", "a\0b"), trueKey));
        String[] parts = goodToken.split("\\.", -1);
        bad.put("another's claims", parts[0] + "." + encoded(claims().put("sub", "root")) + "." + parts[2]);
        bad.put("a signature cut", goodToken.substring(0, goodToken.length() - 8));
        bad.put("5 KB", "x".repeat(5_000));
        bad.put("12 KB of a good one's parts", parts[0] + "." + "A".repeat(12_000) + "." + parts[2]);
        return bad;
    }

    private JsonObject header() {
        return new JsonObject().put("alg", "PS256").put("typ", "JWT").put("kid", kid);
    }

    private JsonObject claims() {
        return new JsonObject()
                .put("iss", "shippy")
                .put("aud", "shippy")
                .put("sub", userId)
                .put("roles", new JsonArray())
                .put("iat", now() - 1)
                .put("exp", now() + 600)
                .put("jti", UUID.randomUUID().toString());
    }

    private static long now() {
        return System.currentTimeMillis() / 1000;
    }

    private static JsonObject without(JsonObject json, String name) {
        json.remove(name);
        return json;
    }

    private static String signed(JsonObject header, JsonObject claims, PrivateKey key) {
        try {
            String text = encoded(header) + "." + encoded(claims);
            boolean pss = !"RS256".equals(header.getString("alg"));
            Signature signature = Signature.getInstance(pss ? "RSASSA-PSS" : "SHA256withRSA");
            if (pss) {
                signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            }
            signature.initSign(key);
            signature.update(text.getBytes(UTF_8));
            return text + "." + ENCODER.encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String hs256(JsonObject header, JsonObject claims) {
        try {
            String text = encoded(header) + "." + encoded(claims);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(publicKey.getBytes(UTF_8), "HmacSHA256"));
            return text + "." + ENCODER.encodeToString(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String encoded(JsonObject json) {
        return encoded(json.encode());
    }

    private static String encoded(String json) {
        return ENCODER.encodeToString(json.getBytes(UTF_8));
    }
}
