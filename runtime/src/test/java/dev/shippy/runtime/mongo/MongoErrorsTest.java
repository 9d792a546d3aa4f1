package dev.shippy.runtime.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoClientException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoCredential;
import com.mongodb.MongoCursorNotFoundException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoInternalException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoQueryException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.MongoStalePrimaryException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.MongoWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.WriteConcernResult;
import com.mongodb.WriteError;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.bulk.WriteConcernError;
import com.mongodb.connection.ClusterId;
import com.mongodb.connection.ServerId;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import dev.shippy.runtime.PermanentFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MongoErrorsTest {

    private static final ServerAddress ADDRESS = new ServerAddress("127.0.0.1", 1);

    @Test
    void anUnknownOutcomeIsUnavailable() {
        assertUnavailable(new TimeoutException());
        assertUnavailable(new MongoTimeoutException("no server"));
        assertUnavailable(new MongoSocketReadException("reset", ADDRESS, new IOException()));
        assertUnavailable(new MongoException("anything without an answer"));
    }

    /** If a connection breaks during the handshake, the server may be stopping. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "javax.net.ssl.SSLHandshakeException: PKIX path building failed: unable to find valid path|true",
                "javax.net.ssl.SSLHandshakeException: No subject alternative names present|true",
                "javax.net.ssl.SSLException: Unsupported or unrecognized SSL message|true",
                "javax.net.ssl.SSLHandshakeException: Received fatal alert: bad_certificate|true",
                "javax.net.ssl.SSLHandshakeException: Remote host terminated the handshake|false",
                "com.mongodb.MongoSocketReadException: Prematurely reached end of stream|false",
            })
    void treatsARefusedCertificateAsPermanent(String cause, boolean permanent) {
        MongoConfig config = new MongoConfig("mongodb://u:s3cret@host/shippy?tls=true", Duration.ofSeconds(2));
        Throwable timeout = timeout(server(cause));

        Throwable failure = MongoErrors.unlessTlsFails(config, MongoErrors.translated(timeout));

        assertEquals(permanent, failure instanceof PermanentFailure);
        assertEquals(permanent, String.valueOf(failure.getMessage()).startsWith("TLS with MongoDB at host fails: "));
        assertFalse(String.valueOf(failure.getMessage()).contains("}"), failure.getMessage());
    }

    /** Another member may be about to be elected. */
    @Test
    void waitsForAMemberWithoutATlsFault() {
        MongoConfig config = new MongoConfig("mongodb://u:s3cret@a,b/shippy?tls=true", Duration.ofSeconds(2));
        String faulty = server("javax.net.ssl.SSLHandshakeException: PKIX path building failed: no path");
        String electing = "{address=b:27017, type=REPLICA_SET_SECONDARY, roundTripTime=0.9 ms, state=CONNECTED}";

        for (Throwable timeout : List.of(timeout(faulty, electing), timeout(electing, faulty))) {
            assertSame(timeout, MongoErrors.unlessTlsFails(config, timeout));
        }
        assertTrue(MongoErrors.unlessTlsFails(config, timeout(faulty, faulty)) instanceof PermanentFailure);
    }

    /** As the driver writes it. */
    private static Throwable timeout(String... servers) {
        return new MongoTimeoutException("Timed out while waiting for a server that matches WritableServerSelector."
                + " Client view of cluster state is {type=UNKNOWN, servers=[" + String.join(", ", servers) + "]");
    }

    private static String server(String cause) {
        return "{address=a:27017, type=UNKNOWN, state=CONNECTING, exception={com.mongodb.MongoSocketWriteException:"
                + " Exception sending message}, caused by {" + cause + "}}";
    }

    @Test
    void aWriteThatTooFewConfirmedIsUnavailable() {
        WriteConcernError error = new WriteConcernError(64, "WriteConcernFailed", "waiting", new BsonDocument());

        assertUnavailable(new MongoWriteConcernException(
                error, WriteConcernResult.acknowledged(1, true, null), ADDRESS, Set.of()));
    }

    @ParameterizedTest
    @EnumSource
    void aCodeMeansTheSameWhereverItStands(ServerError error) {
        List<MongoException> failures = List.of(
                command(error.code()),
                new MongoQueryException(answer(error.code()), ADDRESS),
                new MongoWriteException(writeError(error.code()), ADDRESS, Set.of()),
                bulk(null, error(error.code(), 0)));
        for (MongoException failure : failures) {
            switch (error.meaning()) {
                case NOT_NOW -> assertUnavailable(failure);
                case REFUSED -> assertTrue(MongoStore.isDuplicateKey(failure));
                case OURS -> assertSame(failure, MongoErrors.translated(failure));
                case CREDENTIALS -> {}
            }
        }
    }

    /** The codes in the driver specifications of retryable writes, retryable reads and server discovery. */
    @ParameterizedTest
    @ValueSource(ints = {6, 7, 89, 91, 134, 189, 262, 9001, 10058, 10107, 11600, 11602, 13435, 13436})
    void whatDriversWouldSendAgainIsUnavailable(int code) {
        assertUnavailable(command(code));
    }

    @Test
    void whatIsNotInTheTableIsAFaultOfOurs() {
        MongoException conflictingOperators = command(40);

        assertSame(conflictingOperators, MongoErrors.translated(conflictingOperators));
    }

    @Test
    void whatIsNoAnswerIsUnavailableByItsType() {
        assertUnavailable(new MongoNotPrimaryException(message("not master"), ADDRESS));
        assertUnavailable(new MongoNodeIsRecoveringException(message("node is recovering"), ADDRESS));
        assertUnavailable(new MongoServerUnavailableException("gone"));
        assertUnavailable(new MongoConnectionPoolClearedException(new ServerId(new ClusterId(), ADDRESS), null));
        assertUnavailable(new MongoStalePrimaryException("another has been elected"));
        assertUnavailable(new MongoExecutionTimeoutException(50, "out of time"));
        assertUnavailable(new MongoOperationTimeoutException("out of time"));
        assertUnavailable(new MongoCursorNotFoundException(1, answer(43), ADDRESS));
        assertUnavailable(new MongoInterruptedException("interrupted", null));
        assertUnavailable(new MongoSocketReadTimeoutException("silent", ADDRESS, new IOException()));
        assertUnavailable(new MongoClientException("closed"));
        assertUnavailable(new MongoInternalException("a fault of the driver"));
    }

    @Test
    void aRefusedLoginSaysSo() {
        assertEquals("The store refuses this service's credentials", sentence(login(command(18))));
        assertEquals("The store refuses this service's credentials", sentence(command(13)));
    }

    @Test
    void aLoginThatIsCutOffIsNoRefusal() {
        assertEquals("The store does not answer", sentence(login(command(91))));
        assertEquals("The store does not answer", sentence(login(new MongoSocketReadException("reset", ADDRESS))));
    }

    @Test
    void anAnswerThatIsSaidToPassIsUnavailable() {
        MongoException labelled = command(2);
        labelled.addLabel("SystemOverloadedError");

        assertUnavailable(labelled);
    }

    @Test
    void aRefusalStaysWhatItIs() {
        MongoException badValue = command(2);

        assertSame(badValue, MongoErrors.translated(badValue));
        assertFalse(MongoStore.isDuplicateKey(badValue));
    }

    @Test
    void aRefusedLoginIsToldByItsCode() {
        assertTrue(MongoErrors.isRefusal(security(command(18))));
        assertTrue(MongoErrors.isRefusal(command(13)));
        assertFalse(MongoErrors.isRefusal(command(189)));
        assertUnavailable(security(command(18)));
    }

    @Test
    void aConnectionThatBreaksDuringALoginIsNoRefusal() {
        MongoException broken = security(new MongoSocketReadException("reset", ADDRESS, new IOException()));

        assertFalse(MongoErrors.isRefusal(broken));
        assertUnavailable(broken);
        assertEquals("The store does not answer", MongoErrors.translated(broken).getMessage());
    }

    @Test
    void aDuplicateKeyIsToldByItsCode() {
        MongoException insert =
                new MongoWriteException(new WriteError(11000, "anything", new BsonDocument()), ADDRESS, Set.of());

        assertTrue(MongoStore.isDuplicateKey(insert));
        assertTrue(MongoStore.isDuplicateKey(command(11000)));
        assertSame(insert, MongoErrors.translated(insert));
    }

    @Test
    void theDuplicateKeysOfABulkAreToldByTheirPlaces() {
        MongoException duplicates = bulk(null, error(11000, 1), error(11000, 3));

        assertSame(duplicates, MongoErrors.translated(duplicates));
        assertEquals(Set.of(1, 3), MongoStore.duplicateKeys(duplicates));
        assertTrue(MongoStore.isDuplicateKey(duplicates));
        assertEquals(Set.of(), MongoStore.duplicateKeys(command(11000)));
    }

    @Test
    void aBulkWithOtherErrorsHasNoDuplicateKeys() {
        MongoException refused = bulk(null, error(11000, 1), error(2, 3));

        assertSame(refused, MongoErrors.translated(refused));
        assertEquals(Set.of(), MongoStore.duplicateKeys(refused));
        assertFalse(MongoStore.isDuplicateKey(refused));
    }

    @Test
    void aBulkIsUnknownWhenOneOfItsWritesIs() {
        WriteConcernError concern = new WriteConcernError(64, "WriteConcernFailed", "waiting", new BsonDocument());

        assertUnavailable(bulk(null, error(11000, 1), error(189, 3)));
        assertUnavailable(bulk(concern, error(11000, 1)));
        assertUnavailable(bulk(concern));
    }

    @Test
    void aFailureThatIsTranslatedStaysSo() {
        ServiceException notFound = ServiceException.notFound("No vessel has the id x");

        assertSame(notFound, MongoErrors.translated(notFound));
    }

    @CanIgnoreReturnValue
    private static ServiceException assertUnavailable(Throwable failure) {
        ServiceException translated = (ServiceException) MongoErrors.translated(failure);
        assertEquals(ErrorCode.UNAVAILABLE, translated.code());
        assertSame(failure, translated.getCause());
        return translated;
    }

    private static MongoException bulk(@Nullable WriteConcernError concern, BulkWriteError... errors) {
        BulkWriteResult some = BulkWriteResult.acknowledged(2, 0, 0, 0, List.of(), List.of());
        return new MongoBulkWriteException(some, List.of(errors), concern, ADDRESS, Set.of());
    }

    private static BulkWriteError error(int code, int place) {
        return new BulkWriteError(code, "anything", new BsonDocument(), place);
    }

    private static MongoException security(Throwable cause) {
        MongoCredential login = MongoCredential.createCredential("vessel", "shippy", "secret".toCharArray());
        return new MongoSecurityException(login, "Exception authenticating", cause);
    }

    private static WriteError writeError(int code) {
        return new WriteError(code, "anything", new BsonDocument());
    }

    private static MongoException command(int code) {
        return new MongoCommandException(answer(code), ADDRESS);
    }

    private static BsonDocument answer(int code) {
        return message("anything").append("code", new BsonInt32(code));
    }

    private static BsonDocument message(String text) {
        return new BsonDocument("errmsg", new BsonString(text));
    }

    private static MongoException login(MongoException cause) {
        MongoCredential user = MongoCredential.createScramSha256Credential("vessel", "shippy", new char[] {'x'});
        return new MongoSecurityException(user, "Exception authenticating", cause);
    }

    private static String sentence(MongoException failure) {
        return assertUnavailable(failure).sentence();
    }
}
