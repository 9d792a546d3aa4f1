package dev.shippy.runtime.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import dev.shippy.runtime.Environment;
import dev.shippy.runtime.PermanentFailure;
import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.ConnectException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresErrorsTest {

    @ParameterizedTest
    @ValueSource(strings = {"08006", "53300", "40001", "40P01", "57014", "57P01", "57P03", "25006", "28P01", "3D000"})
    void callsWhatPassesUnavailable(String sqlState) {
        assertEquals(ErrorCode.UNAVAILABLE, code(new PgException("secret", "FATAL", sqlState, "")));
    }

    @Test
    void saysWhyAServerIsNotReadyWithoutItsSeverity() {
        PgException starting = new PgException("the database system is starting up", "FATAL", "57P03", "");

        assertEquals(
                "the database system is starting up (57P03)",
                PostgresErrors.inWords(starting).getMessage());
    }

    /** A proxy closes the connection while the server behind it restarts. */
    @Test
    void waitsAtStartWhenTheConnectionClosesBeforeTls() {
        PostgresConfig config = PostgresConfig.from(
                new Environment(Map.of("PG_URL", "postgresql://accounts:secret@db/accounts?sslmode=require")),
                "accounts");
        Throwable closed = new VertxException("SSL handshake failed");

        assertSame(closed, PostgresErrors.atStart(config, closed));
        assertInstanceOf(
                PermanentFailure.class,
                PostgresErrors.atStart(config, new VertxException("Postgres Server does not handle SSL connection")));
    }

    @Test
    void callsALostConnectionUnavailable() {
        assertEquals(ErrorCode.UNAVAILABLE, code(ClosedConnectionException.INSTANCE));
        assertEquals(ErrorCode.UNAVAILABLE, code(new ConnectException("refused")));
        assertEquals(ErrorCode.UNAVAILABLE, code(new TimeoutException()));
    }

    @Test
    void callsAFullQueueExhausted() {
        assertEquals(ErrorCode.RESOURCE_EXHAUSTED, code(new ConnectionPoolTooBusyException("full")));
    }

    @Test
    void callsAViolatedUniqueConstraintAlreadyExists() {
        assertEquals(ErrorCode.ALREADY_EXISTS, code(new PgException("Key (email)=(a@b)", "ERROR", "23505", "")));
    }

    @Test
    void leavesAWrongStatementAsItIs() {
        PgException syntax = new PgException("syntax", "ERROR", "42601", "");

        assertSame(syntax, PostgresErrors.translate(syntax).cause());
    }

    @Test
    void leavesAServicesOwnFailureAsItIs() {
        ServiceException own = ServiceException.failedPrecondition("the last admin");

        assertSame(own, PostgresErrors.translate(own).cause());
    }

    private static ErrorCode code(Throwable failure) {
        return assertInstanceOf(
                        ServiceException.class,
                        PostgresErrors.translate(failure).cause())
                .code();
    }
}
