package dev.shippy.user;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** Tokens that nobody may be let in with, each made from a good one where that is possible. */
enum BadToken {
    NUMBER {
        @Override
        String make(Vertx vertx, String good, SigningKey key) {
            return "111";
        }
    },
    THREE_NUMBERS {
        @Override
        String make(Vertx vertx, String good, SigningKey key) {
            return "111.111.111";
        }
    },
    ALGORITHM_NONE {
        @Override
        String make(Vertx vertx, String good, SigningKey key) {
            return encode(headerOf(good).put("alg", "none")) + "." + encode(claimsOf(good)) + ".";
        }
    },
    WRONG_KEY {
        @Override
        String make(Vertx vertx, String good, SigningKey key) {
            return sign(vertx, headerOf(good), claimsOf(good), "PS256", strangersKey());
        }
    },
    PUBLIC_KEY_AS_SECRET {
        @Override
        String make(Vertx vertx, String good, SigningKey key) {
            return sign(vertx, headerOf(good), claimsOf(good), "HS256", key.publicKey());
        }
    },
    SWAPPED_CLAIMS {
        @Override
        String make(Vertx vertx, String good, SigningKey key) {
            String[] parts = good.split("\\.", -1);
            JsonObject claims = claimsOf(good).put("roles", new JsonArray().add("admin"));
            return parts[0] + "." + encode(claims) + "." + parts[2];
        }
    },
    UNKNOWN_KEY_ID {
        @Override
        String make(Vertx vertx, String good, SigningKey key) {
            return sign(vertx, headerOf(good).put("kid", "0123456789abcdef"), claimsOf(good), "PS256", strangersKey());
        }
    },
    UNKNOWN_CRITICAL_HEADER {
        @Override
        String make(Vertx vertx, String good, SigningKey key) {
            return sign(
                    vertx,
                    headerOf(good).put("crit", new JsonArray().add("b64")),
                    claimsOf(good),
                    "PS256",
                    key.privateKey());
        }
    },
    NO_END {
        @Override
        String make(Vertx vertx, String good, SigningKey key) {
            return signed(vertx, good, key, without(good, "exp"));
        }
    },
    ENDED {
        @Override
        String make(Vertx vertx, String good, SigningKey key) {
            return signed(
                    vertx, good, key, claimsOf(good).put("exp", Instant.now().getEpochSecond() - 60));
        }
    },
    END_THAT_IS_NO_NUMBER {
        @Override
        String make(Vertx vertx, String good, SigningKey key) {
            return signed(vertx, good, key, claimsOf(good).put("exp", "tomorrow"));
        }
    },
    NO_ID {
        @Override
        String make(Vertx vertx, String good, SigningKey key) {
            return signed(vertx, good, key, without(good, "jti"));
        }
    },
    NO_USER {
        @Override
        String make(Vertx vertx, String good, SigningKey key) {
            return signed(vertx, good, key, without(good, "sub"));
        }
    },
    UNKNOWN_USER {
        @Override
        String make(Vertx vertx, String good, SigningKey key) {
            return signed(vertx, good, key, claimsOf(good).put("sub", "nobody"));
        }
    },
    FOREIGN_ISSUER {
        @Override
        String make(Vertx vertx, String good, SigningKey key) {
            return signed(vertx, good, key, claimsOf(good).put("iss", "elsewhere"));
        }
    },
    FOREIGN_AUDIENCE {
        @Override
        String make(Vertx vertx, String good, SigningKey key) {
            return signed(vertx, good, key, claimsOf(good).put("aud", "elsewhere"));
        }
    },
    LONG {
        @Override
        String make(Vertx vertx, String good, SigningKey key) {
            return "x".repeat(900_000);
        }
    };

    abstract String make(Vertx vertx, String good, SigningKey key);

    static JsonObject headerOf(String token) {
        return decode(token.split("\\.", -1)[0]);
    }

    static JsonObject claimsOf(String token) {
        return decode(token.split("\\.", -1)[1]);
    }

    static String sign(Vertx vertx, JsonObject header, JsonObject claims, String algorithm, String pem) {
        PubSecKeyOptions key = new PubSecKeyOptions()
                .setAlgorithm(algorithm)
                .setId(header.getString("kid"))
                .setBuffer(pem);
        JWTOptions options =
                new JWTOptions().setAlgorithm(algorithm).setNoTimestamp(true).setHeader(header);
        return JWTAuth.create(vertx, new JWTAuthOptions().addPubSecKey(key)).generateToken(claims, options);
    }

    /** With the service's own key: only the claims are bad. */
    private static String signed(Vertx vertx, String good, SigningKey key, JsonObject claims) {
        return sign(vertx, headerOf(good), claims, "PS256", key.privateKey());
    }

    private static JsonObject without(String good, String claim) {
        JsonObject claims = claimsOf(good);
        claims.remove(claim);
        return claims;
    }

    private static String strangersKey() {
        return KeyPairs.make("stranger", Clock.systemUTC(), Duration.ZERO).privateKey();
    }

    private static JsonObject decode(String part) {
        return new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(part)));
    }

    private static String encode(JsonObject json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
    }
}
