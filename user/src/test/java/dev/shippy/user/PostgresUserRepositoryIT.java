package dev.shippy.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.embedded.Shared;
import dev.shippy.runtime.postgres.PostgresStore;
import io.vertx.sqlclient.Tuple;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresUserRepositoryIT implements UserRepositorySuite {

    private final TestContext context = new TestContext();

    @AfterAll
    void close() {
        context.close();
    }

    /** The address of the PostgreSQL. */
    String server() {
        return Shared.postgres().url();
    }

    @Override
    public UserRepository users() {
        Duration lease = Duration.ofMinutes(1);
        return new PostgresUserRepository(TestDatabase.store(context.vertx, server()), lease, told -> {});
    }

    @Override
    public TestContext context() {
        return context;
    }

    @Test
    void knowsThatEarlierReleasesDidNotNormalizePasswords() {
        PostgresStore store = TestDatabase.store(context.vertx, server());
        UserRepository users = new PostgresUserRepository(store, Duration.ofMinutes(1), told -> {});
        NewAccount account = Samples.account();
        context.call(() -> users.insert(account));
        assertTrue(known(users, account).normalized());
        context.call(() -> store.write("UPDATE account SET password_normalized = DEFAULT", Tuple.tuple()));
        assertFalse(known(users, account).normalized());

        context.call(() -> users.replaceHash(account.id(), account.passwordHash(), "better"));

        assertTrue(known(users, account).normalized());
    }

    private Credentials known(UserRepository users, NewAccount account) {
        return context.call(() -> users.findCredentials(account.email())).orElseThrow();
    }

    /** Earlier releases used the text in lower case as the key. */
    @ParameterizedTest
    @ValueSource(
            strings = {"ada@ex\u00e4mple.org", "ada@exa\u0308mple.org", "jos\u00e9@example.org", "ada@example..org"})
    void findsAnAccountOfAnEarlierRelease(String address) {
        PostgresStore store = TestDatabase.store(context.vertx, server());
        UserRepository users = new PostgresUserRepository(store, Duration.ofMinutes(1), told -> {});
        NewAccount account = Samples.account(new EmailAddress(address), false);
        context.call(() -> users.insert(account));
        context.call(() -> store.write("UPDATE account SET email_key = $1", Tuple.of(address)));

        for (String spelling :
                List.of(address, address.toUpperCase(Locale.ROOT), Normalizer.normalize(address, Form.NFC))) {
            EmailAddress email = new EmailAddress(spelling);
            Optional<Credentials> rival = context.call(() -> users.findRival(Samples.signUp(email, "another request")));

            assertEquals(account.id(), rival.orElseThrow().account().id(), spelling);
            assertEquals(
                    account.id(),
                    context.call(() -> users.findCredentials(email))
                            .orElseThrow()
                            .account()
                            .id());
        }
    }
}
