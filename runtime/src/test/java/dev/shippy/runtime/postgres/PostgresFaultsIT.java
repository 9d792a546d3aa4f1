package dev.shippy.runtime.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.embedded.Shared;
import dev.shippy.runtime.PermanentFailure;
import dev.shippy.runtime.ServerUrl;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults at start that waiting cannot fix; the limit of an hour is that of a service. */
@Timeout(60)
class PostgresFaultsIT {

    private static final Duration LONG = Duration.ofHours(1);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void namesADatabaseThatDoesNotExist() {
        String sentence = permanent(server("/nowhere", ""));

        assertTrue(sentence.contains("database \"nowhere\" does not exist (3D000). Create the database, or"), sentence);
    }

    @Test
    void namesAUserThatIsRefused() {
        ServerUrl url = ServerUrl.parse(server("", ""), "postgresql").withLogin("stranger", "s3cret");
        String sentence = permanent(url.written());

        assertTrue(sentence.contains(" refuses the user stranger: "), sentence);
        assertTrue(sentence.endsWith("Check the user and the password in PG_URL or PG_PASSWORD"), sentence);
        assertFalse(sentence.contains("s3cret"), sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"require", "verify-ca", "verify-full"})
    void saysThatTheServerHasNoTls(String mode) {
        String sentence = permanent(server("", "sslmode=" + mode));

        assertTrue(sentence.startsWith("TLS with PostgreSQL at 127.0.0.1:"), sentence);
        assertTrue(sentence.endsWith("Check sslmode in PG_URL"), sentence);
    }

    @Test
    void namesAWrongStatementOfASchema() {
        PostgresStore store =
                PostgresStore.connect(vertx, config(server("", "")), LONG).await();
        List<Migration> steps = List.of(new Migration(1, "wrong", "CREATE TABEL x (n int)"));

        PermanentFailure failure = assertThrows(
                PermanentFailure.class,
                () -> Migrations.apply(vertx, store, LONG, steps).await());

        assertTrue(String.valueOf(failure.getMessage()).contains("syntax error"), failure.getMessage());
        store.close().await();
    }

    @Test
    void namesAPoolerAndWaitsForAStartingServer() throws IOException {
        List<String> answers = List.of(
                "SFATAL|C57P03|Mthe database system is starting up|",
                "SFATAL|C08P01|Mquery_wait_timeout|",
                "SFATAL|C08P01|Munsupported startup parameter: search_path|");
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            AtomicInteger connections = answering(server, answers);
            String sentence = permanent("postgresql://u:p@127.0.0.1:" + server.getLocalPort() + "/d");

            assertTrue(
                    sentence.endsWith("Shippy has its own pool: unsupported startup parameter: search_path (08P01)"),
                    sentence);
            assertEquals(3, connections.get());
        }
    }

    @Test
    void noticesThatAPoolerForgetsTheSearchPath() throws IOException {
        ServerUrl url = ServerUrl.parse(server("", ""), "postgresql");
        try (ForgetfulPooler pooler = new ForgetfulPooler(url.hosts().get(0).port())) {
            ServerUrl through = new ServerUrl(
                    url.scheme(),
                    url.user(),
                    url.password(),
                    List.of(new ServerUrl.Host("127.0.0.1", pooler.port())),
                    url.path(),
                    "");

            String sentence = permanent(through.written());

            assertTrue(sentence.endsWith("Name PostgreSQL itself in PG_URL: Shippy has its own pool"), sentence);
        }
    }

    private String permanent(String url) {
        return String.valueOf(assertThrows(
                        PermanentFailure.class,
                        () -> PostgresStore.connect(vertx, config(url), LONG).await())
                .getMessage());
    }

    private static PostgresConfig config(String url) {
        return new PostgresConfig(url, "faults", Duration.ofSeconds(5), 1, 10);
    }

    private static String server(String path, String query) {
        ServerUrl url = ServerUrl.parse(Shared.postgres().url(), "postgresql");
        return new ServerUrl(
                        url.scheme(),
                        url.user(),
                        url.password(),
                        url.hosts(),
                        path.isEmpty() ? url.path() : path,
                        query)
                .written();
    }

    /** Gives the answers in order; the last one repeats. */
    private static AtomicInteger answering(ServerSocket server, List<String> answers) {
        AtomicInteger connections = new AtomicInteger();
        Thread thread = new Thread(
                () -> {
                    while (!server.isClosed()) {
                        try (Socket connection = server.accept()) {
                            int number = connections.getAndIncrement();
                            refuse(connection, answers.get(Math.min(number, answers.size() - 1)));
                        } catch (IOException gone) {
                            // Accept the next connection.
                        }
                    }
                },
                "fake-postgres");
        thread.setDaemon(true);
        thread.start();
        return connections;
    }

    private static void refuse(Socket connection, String answer) throws IOException {
        int startup = connection.getInputStream().read(new byte[4096]);
        byte[] fields = (answer + "|").replace('|', '\0').getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream message = new DataOutputStream(bytes);
        message.writeByte('E');
        message.writeInt(4 + fields.length);
        message.write(fields);
        if (startup > 0) {
            connection.getOutputStream().write(bytes.toByteArray());
        }
    }
}
