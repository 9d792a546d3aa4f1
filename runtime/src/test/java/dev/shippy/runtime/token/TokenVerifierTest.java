package dev.shippy.runtime.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.user.v1.KeySet;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTest {

    private static final Vertx vertx = Vertx.vertx();
    private static final Signing ours = new Signing(vertx, "key1");
    private static final TokenConfig CONFIG = new TokenConfig("shippy", "shippy", Duration.ofSeconds(30));
    private final TokenVerifier verifier = new TokenVerifier(vertx, ours.keySet(), CONFIG);

    @AfterAll
    static void close() {
        vertx.close().await();
    }

    @Test
    void acceptsWhatOurKeySigned() {
        assertEquals("ada", verifier.verify(ours.good("ada")).userId());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "111",
                "111.111.111",
                "..",
                "a.b.c.d",
                "\u0000.\u0000.\u0000",
                "e30.e30.",
                "bnVsbA.e30.x",
                "W10.e30.x"
            })
    void refusesGarbage(String token) {
        assertRefused(token);
    }

    @Test
    void refusesATokenWithoutSignature() {
        String claims = part(Signing.claims("ada"));

        assertRefused(part(new JsonObject().put("alg", "none").put("kid", "key1")) + "." + claims + ".");
        assertRefused(part(new JsonObject().put("alg", "NONE").put("kid", "key1")) + "." + claims + ".x");
        assertRefused(part(new JsonObject().put("alg", "PS256").put("kid", "key1")) + "." + claims + ".");
    }

    @Test
    void refusesAnotherKeyUnderOurName() {
        assertRefused(new Signing(vertx, "key1").good("ada"));
    }

    @Test
    void refusesOurPublicKeyUsedAsASecret() {
        assertRefused(ours.signWithPublicKeyAsSecret(Signing.claims("ada")));
    }

    @Test
    void refusesAnUnknownKey() {
        assertRefused(new Signing(vertx, "key2").good("ada"));
    }

    @Test
    void refusesSwappedClaims() {
        String[] ada = ours.good("ada").split("\\.", -1);
        String[] eve = ours.good("eve").split("\\.", -1);

        assertRefused(ada[0] + "." + eve[1] + "." + ada[2]);
    }

    @Test
    void refusesForeignIssuerAndAudience() {
        assertRefused(ours.sign(Signing.claims("ada").put("iss", "other"), new JsonObject()));
        assertRefused(ours.sign(Signing.claims("ada").put("aud", "other"), new JsonObject()));
        assertRefused(ours.sign(without("iss"), new JsonObject()));
        assertRefused(ours.sign(without("aud"), new JsonObject()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp", "sub", "jti", "iat"})
    void refusesATokenThatLacksAClaimOrHasOneOfAnotherType(String claim) {
        // The library adds an iat that is not there.
        if (!claim.equals("iat")) {
            assertRefused(ours.sign(without(claim), new JsonObject()));
        }
        assertRefused(ours.sign(Signing.claims("ada").put(claim, new JsonArray()), new JsonObject()));
        assertRefused(ours.sign(Signing.claims("ada").put(claim, ""), new JsonObject()));
    }

    @Test
    void refusesAnExpiredToken() {
        long past = System.currentTimeMillis() / 1000 - 60;

        assertRefused(ours.sign(Signing.claims("ada").put("exp", past), new JsonObject()));
    }

    @Test
    void refusesAnUnknownCriticalExtension() {
        assertRefused(ours.sign(
                Signing.claims("ada"),
                new JsonObject().put("crit", new JsonArray().add("x")).put("x", 1)));
    }

    @Test
    void refusesALongTokenBeforeItReadsIt() {
        assertRefused("a".repeat(900 * 1024));
        assertRefused(ours.sign(Signing.claims("ada").put("more", "x".repeat(4_096)), new JsonObject()));
    }

    @Test
    void insistsOnAKey() {
        assertThrows(
                IllegalArgumentException.class, () -> new TokenVerifier(vertx, KeySet.getDefaultInstance(), CONFIG));
    }

    private void assertRefused(String token) {
        ServiceException refused = assertThrows(ServiceException.class, () -> {
            VerifiedToken unused = verifier.verify(token);
        });
        assertEquals(ErrorCode.UNAUTHENTICATED, refused.code());
        assertTrue(refused.sentence().startsWith("Invalid token: "), refused.sentence());
    }

    private static JsonObject without(String claim) {
        JsonObject claims = Signing.claims("ada");
        var unused = claims.remove(claim);
        return claims;
    }

    private static String part(JsonObject json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
    }
}
