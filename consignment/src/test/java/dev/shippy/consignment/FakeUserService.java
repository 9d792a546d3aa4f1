package dev.shippy.consignment;

import dev.shippy.contracts.Call;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.UserService;
import dev.shippy.contracts.user.v1.Key;
import dev.shippy.contracts.user.v1.KeySet;
import dev.shippy.contracts.user.v1.Request;
import dev.shippy.contracts.user.v1.Response;
import dev.shippy.contracts.user.v1.Token;
import dev.shippy.contracts.user.v1.User;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** Knows every user it has made a token for; a name that begins with {@code admin} is an admin's. */
final class FakeUserService implements UserService {

    private static final String KEY_ID = "key1";

    private final KeyPair pair = keyPair();
    private final JWTAuth signer;

    FakeUserService(Vertx vertx) {
        signer = JWTAuth.create(
                vertx,
                new JWTAuthOptions()
                        .addPubSecKey(new PubSecKeyOptions()
                                .setAlgorithm("PS256")
                                .setId(KEY_ID)
                                .setBuffer(pem("PRIVATE KEY", pair.getPrivate().getEncoded()))));
    }

    String token(String userId) {
        long now = System.currentTimeMillis() / 1000;
        JsonObject claims = new JsonObject()
                .put("iss", "shippy")
                .put("aud", "shippy")
                .put("sub", userId)
                .put("roles", new JsonArray())
                .put("iat", now)
                .put("exp", now + 3_600)
                .put("jti", UUID.randomUUID().toString());
        return signer.generateToken(
                claims, new JWTOptions().setAlgorithm("PS256").setHeader(new JsonObject().put("kid", KEY_ID)));
    }

    @Override
    public Future<KeySet> keys(Call call, Request request) {
        return Future.succeededFuture(KeySet.newBuilder()
                .addKeys(Key.newBuilder()
                        .setKid(KEY_ID)
                        .setAlgorithm("PS256")
                        .setPem(pem("PUBLIC KEY", pair.getPublic().getEncoded()))
                        .setSigning(true))
                .setMaxAge(60_000)
                .build());
    }

    @Override
    public Future<Token> validateToken(Call call, Token token) {
        String claims = token.getToken().split("\\.", -1)[1];
        String user = new JsonObject(new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8))
                .getString("sub");
        return Future.succeededFuture(Token.newBuilder()
                .setValid(true)
                .setUserId(user)
                .addAllRoles(user.startsWith("admin") ? List.of("admin") : List.of())
                .build());
    }

    @Override
    public Future<Response> create(Call call, User user) {
        return notHere();
    }

    @Override
    public Future<Response> get(Call call, User user) {
        return notHere();
    }

    @Override
    public Future<Response> getAll(Call call, Request request) {
        return notHere();
    }

    @Override
    public Future<Token> auth(Call call, User user) {
        return notHere();
    }

    @Override
    public Future<Response> delete(Call call, User user) {
        return notHere();
    }

    @Override
    public Future<Response> grant(Call call, User user) {
        return notHere();
    }

    @Override
    public Future<Response> revoke(Call call, User user) {
        return notHere();
    }

    @Override
    public Future<dev.shippy.contracts.user.v1.RepublishResponse> republishEvents(
            Call call, dev.shippy.contracts.user.v1.RepublishRequest request) {
        return Future.failedFuture(new UnsupportedOperationException());
    }

    @Override
    public Future<KeySet> rotateKey(Call call, Request request) {
        return notHere();
    }

    private static <T> Future<T> notHere() {
        return Future.failedFuture(ServiceException.notFound("Not in this test"));
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String pem(String kind, byte[] content) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + kind
                + "-----\n";
    }
}
