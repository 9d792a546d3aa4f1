package dev.shippy.vessel;

import dev.shippy.contracts.Call;
import dev.shippy.contracts.Role;
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
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A user service that knows whom it made tokens for, and nothing else. */
final class FakeUsers implements UserService {

    private static final String KEY_ID = "key1";

    private final Vertx vertx;
    private final KeyPair pair = keyPair();
    private final Map<String, Token> known = new ConcurrentHashMap<>();

    FakeUsers(Vertx vertx) {
        this.vertx = vertx;
    }

    String admin(String userId) {
        return token(userId, Role.ADMIN.wireName());
    }

    String customer(String userId) {
        return token(userId);
    }

    @Override
    public Future<KeySet> keys(Call call, Request request) {
        return Future.succeededFuture(KeySet.newBuilder()
                .addKeys(Key.newBuilder()
                        .setKid(KEY_ID)
                        .setAlgorithm("PS256")
                        .setPem(pem("PUBLIC KEY", pair.getPublic().getEncoded())))
                .setMaxAge(60_000)
                .build());
    }

    @Override
    public Future<Token> validateToken(Call call, Token token) {
        return Future.succeededFuture(known.getOrDefault(token.getToken(), Token.getDefaultInstance()));
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
        return Future.failedFuture(ServiceException.notFound("not in this fake"));
    }

    private String token(String userId, String... roles) {
        long now = System.currentTimeMillis() / 1_000;
        JsonObject claims = new JsonObject()
                .put("iss", "shippy")
                .put("aud", "shippy")
                .put("sub", userId)
                .put("roles", JsonArray.of((Object[]) roles))
                .put("iat", now)
                .put("exp", now + 3_600)
                .put("jti", UUID.randomUUID().toString());
        String token = sign(claims);
        Token.Builder valid =
                Token.newBuilder().setValid(true).setUserId(userId).setExpiresAt((now + 3_600) * 1_000);
        for (String role : roles) {
            valid.addRoles(role);
        }
        known.put(token, valid.build());
        return token;
    }

    private String sign(JsonObject claims) {
        PubSecKeyOptions key = new PubSecKeyOptions()
                .setAlgorithm("PS256")
                .setId(KEY_ID)
                .setBuffer(pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        JWTOptions options = new JWTOptions().setAlgorithm("PS256").setHeader(new JsonObject().put("kid", KEY_ID));
        return JWTAuth.create(vertx, new JWTAuthOptions().addPubSecKey(key)).generateToken(claims, options);
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String pem(String kind, byte[] content) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    }
}
