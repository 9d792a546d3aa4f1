package dev.shippy.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FirstAdminTest {

    private final TestContext context = new TestContext();
    private final InMemoryUserRepository users = new InMemoryUserRepository();
    private final AdminConfig config = new AdminConfig(Samples.email(), Samples.PASSWORD);

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void makesAnAdminOnce() {
        context.call(() -> Future.all(
                firstAdmin().ensure(Optional.of(config)), firstAdmin().ensure(Optional.of(config))));
        context.call(() -> firstAdmin().ensure(Optional.of(config)));

        assertEquals(1, users.size());
        assertTrue(context.call(() -> users.findByEmail(config.email()))
                .orElseThrow()
                .admin());
    }

    @Test
    void startsWithoutAdminWhenNobodyIsNamed() {
        context.call(() -> firstAdmin().ensure(Optional.empty()));

        assertEquals(0, users.size());
    }

    @Test
    void refusesACustomersAddress() {
        context.call(() -> users.insert(Samples.account(config.email(), false)));

        IllegalStateException refused = assertThrows(
                IllegalStateException.class,
                () -> context.call(() -> firstAdmin().ensure(Optional.of(config))));

        assertTrue(String.valueOf(refused.getMessage()).startsWith("ADMIN_EMAIL is the address of a customer"));
    }

    @Test
    void leavesAnAdminAlone() {
        NewAccount admin = Samples.account(config.email(), true);
        context.call(() -> users.insert(admin));

        context.call(() -> firstAdmin().ensure(Optional.of(config)));

        assertEquals(
                admin.passwordHash(),
                context.call(() -> users.findCredentials(config.email()))
                        .orElseThrow()
                        .passwordHash());
    }

    private FirstAdmin firstAdmin() {
        Clock clock = Clock.systemUTC();
        return new FirstAdmin(users, new PasswordHasher(context.vertx, new PasswordConfig(4, 1, 8, 8), clock), clock);
    }
}
