package dev.shippy.user;

import dev.shippy.contracts.Call;
import dev.shippy.contracts.Caller;
import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.Role;
import dev.shippy.contracts.Trace;
import dev.shippy.contracts.user.v1.User;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/** Data with fresh ids. */
final class Samples {

    static final Password PASSWORD = new Password("correct horse");

    private Samples() {}

    static EmailAddress email() {
        return new EmailAddress("Ada." + UUID.randomUUID() + "@Example.com");
    }

    static NewAccount account() {
        return account(email(), false);
    }

    static NewAccount account(EmailAddress email, boolean admin) {
        String id = UUID.randomUUID().toString();
        return new NewAccount(id, "Ada", "Engines", email, admin, "hash of " + id, Digests.sha256(id), Trace.start());
    }

    static SignUp signUp(EmailAddress email, String requestId) {
        return new SignUp("Ada", "Engines", email, PASSWORD, requestId);
    }

    static User user(String email) {
        return User.newBuilder()
                .setName("Ada")
                .setCompany("Engines")
                .setEmail(email)
                .setPassword(PASSWORD.text())
                .build();
    }

    static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(30), Clock.systemUTC());
    }

    static Call call(Caller caller) {
        return call(caller, UUID.randomUUID().toString());
    }

    static Call call(Caller caller, String requestId) {
        return new Call(caller, soon(), requestId, Trace.start());
    }

    static Caller admin() {
        return Caller.user(UUID.randomUUID().toString(), Set.of(Role.ADMIN));
    }
}
