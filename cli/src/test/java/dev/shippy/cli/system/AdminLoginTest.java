package dev.shippy.cli.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import dev.shippy.cli.FailureException;
import dev.shippy.cli.Gateway;
import dev.shippy.contracts.Call;
import dev.shippy.contracts.Rpc;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.user.v1.Token;
import dev.shippy.embedded.DataDirectory;
import dev.shippy.runtime.Environment;
import dev.shippy.runtime.nats.RpcClient;
import io.vertx.core.Future;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminLoginTest {

    private static final Environment NOTHING = new Environment(Map.of());
    private static final Environment ROOT =
            new Environment(Map.of("ADMIN_EMAIL", "root@example.org", "ADMIN_PASSWORD", "a long password"));

    private static final Duration LIMIT = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    @Test
    void makesAPasswordOnceAndKeepsIt() {
        try (DataDirectory data = DataDirectory.open(folder)) {
            AdminLogin made = AdminLogin.of(NOTHING, data);

            assertEquals("admin@shippy.local", made.email());
            assertTrue(made.password().length() >= 20);
            assertEquals(made, AdminLogin.of(NOTHING, data));
            assertEquals(made, AdminLogin.of(ROOT, data));
        }
    }

    @Test
    void remembersWhomAnEarlierStartMadeButNotTheirPassword() {
        try (DataDirectory data = DataDirectory.open(folder)) {
            AdminLogin given = AdminLogin.of(ROOT, data);
            given.keep(data);

            AdminLogin later = AdminLogin.of(NOTHING, data);

            assertEquals(
                    Map.of("ADMIN_EMAIL", "root@example.org", "ADMIN_PASSWORD", "a long password"), given.settings());
            assertEquals("root@example.org with the password that it was given", later.sentence());
            assertEquals(Map.of(), later.settings());
        }
    }

    @Test
    void forgetsWhomAFailedStartWouldHaveMade() {
        try (DataDirectory data = DataDirectory.open(folder)) {
            assertEquals("root@example.org", AdminLogin.of(ROOT, data).email());
            assertEquals("admin@shippy.local", AdminLogin.of(NOTHING, data).email());
            assertFalse(AdminLogin.of(NOTHING, data).toString().contains("password"));
        }
    }

    @Test
    void knowsWhetherTheAdminCanStillLogIn() {
        AdminLogin admin = new AdminLogin("admin@shippy.local", "a long password");

        assertTrue(admin.isLetIn(answering(Future.succeededFuture(Token.getDefaultInstance())), LIMIT));
        assertFalse(admin.isLetIn(answering(Future.failedFuture(ServiceException.unauthenticated("No"))), LIMIT));
        // Unknown: the sentence does not change.
        assertTrue(admin.isLetIn(answering(Future.failedFuture(ServiceException.unavailable("No", null))), LIMIT));
        assertFalse(admin.sentenceOfOneRefused().contains(admin.password()));
    }

    @RepeatedTest(20)
    void makesPasswordsThatDoNotLookLikeOptions() {
        try (DataDirectory data = DataDirectory.open(folder)) {
            assertTrue(AdminLogin.of(NOTHING, data).password().matches("[A-Za-z][A-Za-z0-9]{19,}"));
        }
    }

    @Test
    void namesTheFileThatIsEmpty() throws IOException {
        try (DataDirectory data = DataDirectory.open(folder)) {
            Path file = Files.writeString(folder.resolve("admin.login"), "\n");

            FailureException refused = assertThrows(FailureException.class, () -> AdminLogin.of(NOTHING, data));

            assertEquals(file + " cannot be used: its first line is not an address", refused.getMessage());
        }
    }

    private static Gateway answering(Future<Token> answer) {
        RpcClient rpcs = new RpcClient() {
            @Override
            @SuppressWarnings("unchecked") // the only rpc that is called
            public <Q extends Message, R extends Message> Future<R> call(Rpc<?, Q, R> rpc, Call call, Q request) {
                return (Future<R>) answer;
            }
        };
        return (Gateway) Proxy.newProxyInstance(
                Gateway.class.getClassLoader(), new Class<?>[] {Gateway.class}, (proxy, method, arguments) -> rpcs);
    }
}
