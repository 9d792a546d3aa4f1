package dev.shippy.user;

import dev.shippy.contracts.Call;
import dev.shippy.contracts.Limits;
import dev.shippy.contracts.Role;
import dev.shippy.contracts.user.v1.Key;
import dev.shippy.contracts.user.v1.KeySet;
import dev.shippy.contracts.user.v1.Response;
import dev.shippy.contracts.user.v1.Token;
import dev.shippy.contracts.user.v1.User;
import dev.shippy.runtime.Fields;
import dev.shippy.runtime.token.TokenVerifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Between messages and what they mean. */
final class Messages {

    private Messages() {}

    static SignUp toSignUp(Call call, User user) {
        return new SignUp(
                Fields.text("name", user.getName(), Limits.NAME_CHARACTERS),
                Fields.text("company", user.getCompany(), Limits.NAME_CHARACTERS),
                EmailAddress.ofNewAccount(user.getEmail()),
                Password.ofNewAccount(user.getPassword()),
                call.requestId());
    }

    static Logins.Attempt toAttempt(Call call, User user) {
        return new Logins.Attempt(new EmailAddress(user.getEmail()), new Password(user.getPassword()), call.deadline());
    }

    static User toUser(Account account) {
        return User.newBuilder()
                .setId(account.id())
                .setName(account.name())
                .setCompany(account.company())
                .setEmail(account.email().text())
                .addAllRoles(wireNames(account))
                .setCreatedAt(account.createdAt().toEpochMilli())
                .build();
    }

    static Response toResponse(Account account) {
        return Response.newBuilder().setUser(toUser(account)).setOk(true).build();
    }

    static Token toIssuedToken(IssuedToken issued) {
        return Token.newBuilder()
                .setToken(issued.text())
                .setValid(true)
                .setUserId(issued.userId())
                .setExpiresAt(issued.expiresAt().toEpochMilli())
                .build();
    }

    static Token toValidToken(Account account, Instant expiresAt) {
        return Token.newBuilder()
                .setValid(true)
                .setUserId(account.id())
                .addAllRoles(wireNames(account))
                .setExpiresAt(expiresAt.toEpochMilli())
                .build();
    }

    static KeySet toKeySet(List<SigningKey> serving, String signing, Duration maxAge) {
        KeySet.Builder set = KeySet.newBuilder().setMaxAge(maxAge.toMillis());
        for (SigningKey key : serving) {
            set.addKeys(Key.newBuilder()
                    .setKid(key.kid())
                    .setAlgorithm(TokenVerifier.ALGORITHM)
                    .setPem(key.publicKey())
                    .setSigning(key.kid().equals(signing)));
        }
        return set.build();
    }

    private static List<String> wireNames(Account account) {
        return account.roles().stream().map(Role::wireName).sorted().toList();
    }
}
